"""Documents as the 2564 call would have them, in both languages: what the tests of this folder build."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from rangwan.documents.answer_pages import Answer, FactsTable
from rangwan.documents.figures_slide import FiguresRow, FiguresTable
from rangwan.documents.guide import CriterionRow, GuidanceEntry, GuideDocument, guide_docx
from rangwan.documents.plain import Line
from rangwan.documents.presentation import PresentationDocument, PresentationSection, presentation_pptx
from rangwan.documents.receipt import ReceiptDocument, ReceivedFile, receipt_docx
from rangwan.documents.slide_tables import RowsTable
from rangwan.documents.submission_form import FormCode, FormField, SubmissionFormDocument, submission_form_docx

CREATED = dt.datetime(2021, 6, 30, 17, 0, tzinfo=dt.UTC)
ORGANISER = "สำนักงานพัฒนารัฐบาลดิจิทัล (องค์การมหาชน)"
AWARD = "รางวัลท้องถิ่นดิจิทัล ประจำปี 2564"
AWARD_EN = "Digital Local Government Award 2021"
ORGANISATION = "เทศบาลเมืองสมมติ จังหวัดตัวอย่าง"
PROJECT = "ระบบรับแจ้งน้ำประปาไม่ไหลและท่อแตกผ่านแอปพลิเคชัน (ที่ปั๊มน้ำทั่วทุกถิ่น)"

CRITERIA = (
    CriterionRow("วัตถุประสงค์ของโครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวด มีความชัดเจน เป็นรูปธรรม", 10),
    CriterionRow(
        "นโยบายหรือแผน ตลอดจนวิสัยทัศน์ของผู้บริหาร เกี่ยวกับการนำเทคโนโลยีดิจิทัลมาประยุกต์ใช้ในการทำงาน หรือให้บริการประชาชน "
        "แสดงให้เห็นถึงความสอดคล้องกับความต้องการในพื้นที่อย่างแท้จริง",
        10,
    ),
    CriterionRow(
        "ปัญหา (Pain point) และกระบวนการที่ทำให้ทราบถึงปัญหา จนเป็นที่มาของการพัฒนาโครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวด"
        "สอดคล้องกับความต้องการทางเศรษฐกิจและสังคมในพื้นที่อย่างไร",
        10,
    ),
    CriterionRow("กลไกการทำงานของโครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวด (Solution) มีความเหมาะสมอย่างไร", 10),
    CriterionRow(
        "ลักษณะของโครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวด",
        10,
        ("ความริเริ่มสร้างสรรค์ของโครงการ", "รูปแบบการพัฒนาโครงการ และผู้ร่วมพัฒนา"),
    ),
    CriterionRow("เป้าหมายและผลสัมฤทธิ์ของโครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวด ความสำเร็จของโครงการ", 10),
    CriterionRow("แนวทางในการปรับปรุงหรือพัฒนาต่อยอดในอนาคต (Roadmap) มีความยั่งยืน ชัดเจน และเป็นไปได้", 10),
    CriterionRow(
        "มีการทำงานหรือเผยแพร่ผลงานของโครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวดร่วมกับกลุ่มประชาชนและเครือข่ายอย่างเหมาะสมเพียงใด", 10
    ),
    CriterionRow("โครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวดมีการจัดเก็บและเผยแพร่ชุดข้อมูล อย่างเหมาะสมเพียงใด", 10),
    CriterionRow("ช่องทางการสื่อสารและประชาสัมพันธ์ที่ใช้งานอยู่ในปัจจุบันมีความทันสมัยและเหมาะสมเพียงใด", 5),
    CriterionRow("ความพร้อมของเครื่องมือดิจิทัล/ระบบงานอิเล็กทรอนิกส์ที่มีใช้งาน", 5),
)
PAIN_PROMPTS = (
    "ปัญหา สาเหตุของปัญหา และที่มาของการพัฒนาผลงาน",
    "ปัญหาภายใน เช่น ความผิดพลาดจากกระบวนการ ความซ้ำซ้อน ระยะเวลาดำเนินการ",
    "ปัญหาภายนอก เช่น ความต้องการของประชาชน ความสะดวกในการรับบริการ",
    "ความสอดคล้องกับความต้องการทางเศรษฐกิจและสังคมของพื้นที่",
)
PAIN_GUIDANCE = """อธิบายปัญหา สาเหตุของปัญหา ตลอดจนที่มาของการพัฒนาผลงานที่ส่งเข้าประกวด
ซึ่ง**สอดคล้องกับความต้องการทางเศรษฐกิจและสังคม**ของพื้นที่ อาทิ

- ปัญหาภายใน เช่น การแก้ไขปัญหาความผิดพลาดจากกระบวนการ ลดความซ้ำซ้อน หรือลดระยะเวลาดำเนินการ
- ปัญหาภายนอก เช่น แก้ไขปัญหาความต้องการของประชาชน อำนวยความสะดวกแก่ประชาชน
"""
DATA_GUIDANCE = """ระบุรายชื่อชุดข้อมูลที่เปิดเผยบน [data.go.th](https://data.go.th) ในระดับ 3 ดาวขึ้นไป ซึ่งมีคุณสมบัติดังนี้

1. นำข้อมูลไปใช้ประโยชน์ได้โดยไม่ต้องขออนุญาต
2. เป็นข้อมูลที่มีโครงสร้าง ในรูปแบบที่เครื่องอ่านได้
3. เปิดเผยในรูปแบบมาตรฐานแบบเปิด คือ CSV/TSV, JSON, XML, ODS
"""
STEPS = (
    "เข้าเว็บไซต์ของรางวัล แล้วดาวน์โหลดคำแนะนำในการให้ข้อมูลและใบส่งโครงการนวัตกรรมดิจิทัลเข้าประกวด",
    "จัดทำเอกสารนำเสนอ โดยใช้แม่แบบที่จัดไว้ หรือแม่แบบอื่นที่ท่านจัดทำขึ้น",
    "กรอกข้อมูลและใส่เครื่องหมาย ✓ ในช่องสี่เหลี่ยมเพื่อยอมรับเงื่อนไข พร้อมลงลายมือชื่อ แล้วสแกนเป็นไฟล์ .pdf หรือ .jpg",
    "กดปุ่ม ส่ง ตอบคำถามที่ปรากฏบนหน้าจอ และกด ยืนยัน",
)
CONSENTS = (
    (
        "ข้าพเจ้าขอรับรองว่าข้อมูลที่ปรากฏในเอกสารนำเสนอและการนำเสนอเป็นความจริงทุกประการ และยินดีให้คณะกรรมการพิจารณาตัดสิน"
        "ขอรายละเอียดเพิ่มเติมที่เกี่ยวข้องกับโครงการ จากผู้ส่งโครงการเข้าประกวดตามข้อมูลที่ได้ให้ไว้หรือผู้มีอำนาจลงนามของหน่วยงาน"
    ),
    (
        "ข้าพเจ้าขอรับรองว่าหน่วยงานต้นสังกัดของข้าพเจ้าเป็นเจ้าของผลงาน รวมถึงส่วนประกอบของผลงานและเนื้อหา โดยต้องไม่มีการ"
        "ละเมิดลิขสิทธิ์ตามกฎหมาย หากมีการละเมิดลิขสิทธิ์ของผู้อื่นหรือมีการกระทำความผิดกฎหมายเกิดขึ้น "
        "ผู้ส่งโครงการเข้าประกวดจะต้องเป็นผู้รับผิดชอบตามกฎหมายทั้งหมด"
    ),
    "ข้าพเจ้ายอมรับว่าคำตัดสินของคณะกรรมการพิจารณาตัดสินรางวัลถือเป็นอันสิ้นสุด และจะไม่ใช้สิทธิ์ใด ๆ ในการโต้แย้ง",
    (
        "ข้าพเจ้าอนุญาตให้ สำนักงานพัฒนารัฐบาลดิจิทัล (องค์การมหาชน) ประชาสัมพันธ์และเผยแพร่โครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวด"
        "ของหน่วยงานต้นสังกัดของข้าพเจ้าได้เพื่อประโยชน์ในการผลักดันรัฐบาลดิจิทัลของประเทศต่อไป"
    ),
)

GUIDE = GuideDocument(
    language="th",
    organiser=ORGANISER,
    created=CREATED,
    award_name=AWARD,
    theme="ท้องถิ่นดิจิทัล Challenge",
    tagline="เปลี่ยนแนวคิด พลิกรูปแบบการทำงาน",
    purpose=(
        (
            "โครงการ “ท้องถิ่นดิจิทัล” ส่งเสริมและสนับสนุนผลงานขององค์กรปกครองส่วนท้องถิ่น (อปท.) ทั่วประเทศ "
            "ที่ให้บริการภาครัฐผ่านระบบดิจิทัลจริง และเป็นต้นแบบให้แก่หน่วยงานอื่น"
        ),
        "คณะกรรมการผู้ทรงคุณวุฒิจากหลายหน่วยงานจะพิจารณากลั่นกรองและคัดเลือกผลงาน เพื่อมอบรางวัล **DG Award** 1 รางวัล",
    ),
    eligibility=(
        "เป็นโครงการนวัตกรรมที่นำเทคโนโลยีดิจิทัลมาประยุกต์ใช้กับกระบวนการทำงานของภาครัฐเท่านั้น",
        "เริ่มใช้งานจริงไม่น้อยกว่า 6 เดือน นับถึงวันสิ้นสุดการรับสมัคร หรือก่อนวันที่ 1 กุมภาพันธ์ พ.ศ. 2564",
        "หน่วยงานผู้ส่งต้องเป็นองค์กรปกครองส่วนท้องถิ่น (อปท.) เท่านั้น",
    ),
    calendar=(Line("เปิดรับผลงาน", "1 กรกฎาคม พ.ศ. 2564"), Line("ปิดรับผลงาน", "31 กรกฎาคม พ.ศ. 2564 เวลา 24.00 น.")),
    criteria=CRITERIA,
    steps=STEPS,
    guidance=(
        GuidanceEntry(
            "ปัญหา (Pain point) และกระบวนการที่ทำให้ทราบถึงปัญหา จนเป็นที่มาของการพัฒนาผลงานที่ส่งเข้าประกวด",
            PAIN_GUIDANCE,
            10,
            ("ปัญหาที่พบคืออะไร", "ทราบถึงปัญหาได้อย่างไร"),
        ),
        GuidanceEntry("ผลงานที่ส่งเข้าประกวดมีการจัดเก็บและเผยแพร่ชุดข้อมูล อย่างเหมาะสมเพียงใด", DATA_GUIDANCE, 10),
        GuidanceEntry("สมาชิกในทีมพัฒนาผลงาน และบทบาทหน้าที่", "ระบุสมาชิกและหน้าที่ของทีมงานในการพัฒนาผลงาน"),
    ),
    notices=("ผู้จัดประกวดขอสงวนสิทธิ์ในการปรับเปลี่ยน/เพิ่ม/ลด เกณฑ์การพิจารณา โดยไม่ต้องแจ้งให้ทราบล่วงหน้า",),
    contact=("โทร 02-6126060", "https://dgti.dga.or.th/dgti-local/"),
)
GUIDE_EN = GuideDocument(
    language="en",
    organiser="Digital Government Development Agency",
    created=CREATED,
    award_name=AWARD_EN,
    theme="Digital Local Challenge",
    purpose=("The award honours local governments that serve people through digital systems **in real use**.",),
    eligibility=("The project applies digital technology to public work.", "A local government enters it."),
    calendar=(Line("Opens", "1 July 2021"), Line("Closes", "31 July 2021, 24:00 (Bangkok)")),
    criteria=(
        CriterionRow("Objectives are clear and concrete", 62.5),
        CriterionRow("The solution fits", 37.5, ("Cost",)),
    ),
    steps=("Read the guide.", "Write your answers.", "Send and confirm."),
    guidance=(
        GuidanceEntry("Objectives", "Say what changes:\n\n* for staff\n* for citizens\n", 62.5, ("What changes?",)),
    ),
    notices=("Criteria may change without notice.",),
    contact=("02-6126060",),
)

FORM = SubmissionFormDocument(
    language="th",
    organiser=ORGANISER,
    created=CREATED,
    title="ใบส่งโครงการนวัตกรรมดิจิทัลเข้าประกวด",
    award_name=AWARD,
    fields=tuple(FormField(label) for label in ("ข้าพเจ้า", "ตำแหน่ง", "สังกัดหน่วยงาน", "ตำบล", "อำเภอ", "จังหวัด")),
    fields_note="(ผู้ส่งโครงการเข้าประกวด)",
    intro="มีความประสงค์ส่งโครงการนวัตกรรมดิจิทัล ชื่อโครงการ",
    accept="เข้าประกวดรางวัลท้องถิ่นดิจิทัล ประจำปี 2564 โดยข้าพเจ้ายอมรับดังนี้",
    consents=CONSENTS,
    signer="ผู้ส่งโครงการนวัตกรรมดิจิทัลเข้าประกวด",
    authority=("หัวหน้าหน่วยงาน", "ผู้รักษาราชการแทนหรือปฏิบัติราชการแทน"),
    notes=("หมายเหตุ ผู้ส่งโครงการนวัตกรรมดิจิทัลเข้าประกวด ต้องเป็นผู้มีอำนาจลงนามของหน่วยงาน ลงนามพร้อมตราประทับ",),
)
FORM_FILLED = replace(
    FORM,
    fields=(
        FormField("ข้าพเจ้า", "นางสาวน้ำทิพย์ ปิ่นเกล้าเจริญสุขสวัสดิ์"),
        FormField("ตำแหน่ง", "นายกเทศมนตรีเมืองสมมติ"),
        FormField("สังกัดหน่วยงาน", "องค์การบริหารส่วนตำบลตัวอย่างที่มีชื่อยาวมากเป็นพิเศษ"),
        FormField("ตำบล", "ทุ่งกุลา"),
        FormField("อำเภอ", "ปั๊มน้ำ"),
        FormField("จังหวัด", "ตัวอย่าง"),
    ),
    project_title=PROJECT,
    printed_name="นางสาวน้ำทิพย์ ปิ่นเกล้าเจริญสุขสวัสดิ์",
    position="นายกเทศมนตรีเมืองสมมติ",
    draft_code="D-7K2M",
    code=FormCode(
        "https://award.example.go.th/my/entries/23456789bcdfghjkmnpqrs/signed-form/?v=12&d=9f86d081884c7d659a2feaa0c55ad015",
        ("ฉบับที่ 12", "พิมพ์ 30 มิ.ย. 2564", "9f86d081884c7d65"),
    ),
)
FORM_EN = replace(
    FORM,
    language="en",
    organiser="Digital Government Development Agency",
    title="Submission form",
    award_name=AWARD_EN,
    fields=tuple(FormField(label) for label in ("I,", "Position", "Organisation", "Tambon", "Amphoe", "Province")),
    fields_note="(the entrant)",
    intro="wish to enter the project named",
    accept="for the award, and accept that",
    consents=(
        "what is shown is true;",
        "my organisation owns the work;",
        "the decision is final;",
        "it may be published.",
    ),
    authority=("Head of the organisation", "Acting for the head"),
    notes=("The signatory must have authority to sign for the organisation.",),
)

FIGURES = FiguresTable(
    key="figures",
    name="ตัวเลขก่อน เป้าหมาย และหลังดำเนินโครงการ",
    columns=("ก่อนดำเนินโครงการ", "เป้าหมายที่ตั้งไว้", "ผลลัพธ์หลังดำเนินโครงการ"),
    rows=(
        FiguresRow(
            (
                "จำนวนคนใช้บริการ (ตามกระบวนการที่ถูกพัฒนาเป็นผลงานที่ส่งเข้าประกวด) ณ ที่ทำการ อปท.",
                "จำนวนคนที่คาดว่าจะใช้บริการระบบที่พัฒนาขึ้น",
                "จำนวนคนใช้บริการจริงของระบบที่พัฒนาขึ้น",
            ),
            "คน (ในรอบ 1 เดือน)",
            ("1,250", "", "0"),
        ),
        FiguresRow(
            (
                "จำนวนธุรกรรมการใช้งานของบริการ (ตามกระบวนการที่ถูกพัฒนาขึ้นเป็นผลงานที่ส่งเข้าประกวด)",
                "จำนวนธุรกรรมที่คาดว่าจะมีการใช้งานผ่านระบบที่พัฒนาขึ้น",
                "จำนวนธุรกรรมการใช้งานผ่านระบบที่พัฒนาขึ้น",
            ),
            "ครั้งหรือรายการ",
        ),
        FiguresRow(
            (
                "ระยะเวลาที่ใช้ในการให้บริการ",
                "ระยะเวลาที่คาดว่าจะใช้ในการให้บริการผ่านระบบที่พัฒนาขึ้น",
                "ระยะเวลาที่ใช้ในการให้บริการผ่านระบบที่พัฒนาขึ้น",
            ),
            "นาที ต่อ 1 รายการ",
        ),
        FiguresRow(()),
        FiguresRow(()),
    ),
)
FIGURES_DRAWN = replace(
    FIGURES, rows=(replace(FIGURES.rows[0], values=("1,250", "1,500", "1,720"), numbers=(1250, 1500, 1720)),)
)
DECK = PresentationDocument(
    language="th",
    organiser=ORGANISER,
    created=CREATED,
    award_name=AWARD,
    sections=(
        PresentationSection("pain_point", CRITERIA[2].name, 10, PAIN_PROMPTS),
        PresentationSection(
            "solution", CRITERIA[3].name, 10, (*PAIN_PROMPTS, *PAIN_PROMPTS, *PAIN_PROMPTS, *PAIN_PROMPTS)
        ),
        PresentationSection("results", CRITERIA[5].name, 10, ("ตัวเลขก่อน เป้าหมาย และหลังดำเนินโครงการ",), (FIGURES,)),
        PresentationSection("limits", "ข้อจำกัด ปัญหา หรืออุปสรรค ที่พบระหว่างดำเนินโครงการ", None, ("ข้อจำกัดที่พบ",)),
    ),
)
LONG_ANSWER = " ".join(f"ข้อ {place} น้ำประปาไม่ไหลเพราะท่อแตกซ้ำ ๆ และที่ปั๊มน้ำไม่มีผู้เฝ้าทั่วทุกถิ่น" for place in range(1, 61))
DECK_TO_FILL = replace(
    DECK,
    edition="rangwan-2564",
    digest="d" * 64,
    sections=(
        replace(
            DECK.sections[0],
            pieces=(
                FactsTable(
                    "pain_point", (Answer("พบเมื่อ", key="found_on"), Answer("พบโดย", "", "by", "(ประชาชน / ช่าง)"))
                ),
                Answer("ปัญหาที่พบ", "", "problem", "เกิดกับใคร", 3),
                Answer("ทราบได้อย่างไร", "", "found", "", 3),
            ),
        ),
        replace(DECK.sections[1], pieces=(RowsTable("plan", "แผนงาน", ("ช่วงเวลา", "สิ่งที่ทำ"), blank=3),)),
        DECK.sections[2],
        DECK.sections[3],
    ),
)
DECK_ANSWERED = replace(
    DECK_TO_FILL,
    title=PROJECT,
    organisation=ORGANISATION,
    filled=True,
    sections=(
        replace(
            DECK.sections[0],
            pieces=(
                FactsTable(
                    "pain_point", (Answer("พบเมื่อ", "1 ตุลาคม 2563", "found_on"), Answer("พบโดย", "ช่าง", "by"))
                ),
                Answer("ปัญหาที่พบ", LONG_ANSWER, "problem"),
                Answer("ทราบได้อย่างไร", "รับแจ้งทางโทรศัพท์\nสำรวจครัวเรือน", "found"),
                Answer("สาเหตุ", "", "cause", "", 2),
            ),
        ),
        replace(
            DECK.sections[1],
            pieces=(RowsTable("plan", "แผนงาน", ("ช่วงเวลา", "สิ่งที่ทำ"), (("ไตรมาสแรก", "วางท่อ\nติดมาตรวัด"),)),),
        ),
        replace(
            DECK.sections[2], pieces=(Answer("", "ลดเวลารอจาก 3 วันเหลือ 40 นาที", "story"), FIGURES_DRAWN),
        ),
    ),
)  # fmt: skip
DECK_EN = replace(
    DECK,
    language="en",
    award_name=AWARD_EN,
    sections=(
        PresentationSection("objectives", "Objectives are clear and concrete", 10, ("What changes", "For whom")),
    ),
)

RECEIPT = ReceiptDocument(
    language="th",
    organiser=ORGANISER,
    created=CREATED,
    award_name=AWARD,
    reference="DLG64-0001",
    entry_title=PROJECT,
    organisation=ORGANISATION,
    received_at="30 กรกฎาคม พ.ศ. 2564 เวลา 23:59:58 น.",
    files=(
        ReceivedFile("นำเสนอผลงานท้องถิ่นดิจิทัล ฉบับสมบูรณ์.pptx", 5_242_880, "a" * 32 + "0" * 32),
        ReceivedFile("ใบส่งโครงการ.pdf", 301_004, "b" * 64),
    ),
    next_steps=("เจ้าหน้าที่ตรวจคุณสมบัติ", "หากต้องแก้ไข จะมีจดหมายแจ้งท่าน"),
    contact=("โทร 02-6126060",),
)
RECEIPT_EN = replace(
    RECEIPT,
    language="en",
    award_name=AWARD_EN,
    received_at="30 July 2021, 23:59:58 (Bangkok)",
    next_steps=("We check it.",),
    files=(),
)


def everything() -> dict[str, tuple[bytes, str]]:
    """Return each sample as (bytes, suffix) by name."""
    return {
        "guide": (guide_docx(GUIDE), ".docx"),
        "guide_en": (guide_docx(GUIDE_EN), ".docx"),
        "form": (submission_form_docx(FORM), ".docx"),
        "form_filled": (submission_form_docx(FORM_FILLED), ".docx"),
        "form_en": (submission_form_docx(FORM_EN), ".docx"),
        "deck": (presentation_pptx(DECK), ".pptx"),
        "deck_to_fill": (presentation_pptx(DECK_TO_FILL), ".pptx"),
        "deck_answered": (presentation_pptx(DECK_ANSWERED), ".pptx"),
        "deck_en": (presentation_pptx(DECK_EN), ".pptx"),
        "receipt": (receipt_docx(RECEIPT), ".docx"),
        "receipt_en": (receipt_docx(RECEIPT_EN), ".docx"),
    }
