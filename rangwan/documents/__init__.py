"""Official documents made from plain data: guide, submission form, presentation, receipt; and their way to PDF."""
