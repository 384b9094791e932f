from tests.e2e.test_award import *
from tests.e2e.test_award import test_the_whole_award as _t
del test_the_whole_award
import sys
from tests.e2e.desk import Desk
_r=Desk.reads
Desk.reads=lambda self,*t:_r(self,*[x for x in t if x!='ระบบจองสนามกีฬา'])
def test_half(site, desk, camera, tmp_path):
    site._run([sys.executable,"-W","ignore","/tmp/devground.py"])
    reference="DLG2564-0001"
    others = site.prepare("rivals")
    site.prepare("close")
    is_found_eligible(desk("screener", f"/office/{PACK}/screening/"), reference, camera)
    is_found_ineligible_by_two(desk, others["doubtful"], camera)
    judges_are_drawn(desk("organiser", f"/office/{PACK}/judging/"), camera)
    recused = False
    for number in (1, 2, 3, 4):
        judge = desk(f"judge{number}", "/judge/")
        recused |= judges(judge, camera if number == 1 else None, steps_back=not recused)
    assert recused
    is_decided_and_released(desk("chair", f"/office/{PACK}/"), reference, others["rival"], camera)
    result_is_public(desk(), reference, camera)
