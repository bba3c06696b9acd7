"""What the tests and the provider both know."""

PASSWORD = "interportal-demo"
CLIENT, SECRET = "interportal", "a-secret-of-the-tests"
PEOPLE = (
    ("an@finance.example", "Nguyễn Văn An", True),
    ("binh@finance.example", "Trần Thị Bình", False),
    ("chi@elsewhere.example", "Lê Chi", True),
    ("dung@finance.example", "Phạm Dũng", True),
)
