"""Chapter one: the portals in their tree, and the people who act for them."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from portals.actions import accounts, memberships, portals
from portals.models import Portal, Theme, User
from portals.states import PortalKind, Role

PASSWORD = "interportal-demo"  # noqa: S105  (printed at every start; refused in production)
K = PortalKind

# slug, kind, parent, short name, names in vi, en, de
PORTALS = (
    ("chinhphu", K.GOVERNMENT, "", "Chính phủ", "Cổng Thông tin điện tử Chính phủ", "Government Portal", "Regierungsportal"),
    ("taichinh", K.MINISTRY, "chinhphu", "Tài chính", "Cổng Bộ Tài chính", "Ministry of Finance Portal", "Portal des Finanzministeriums"),
    ("yte", K.MINISTRY, "chinhphu", "Y tế", "Cổng Bộ Y tế", "Ministry of Health Portal", "Portal des Gesundheitsministeriums"),
    ("giaoduc", K.MINISTRY, "chinhphu", "Giáo dục", "Cổng Bộ Giáo dục và Đào tạo", "Ministry of Education and Training Portal", "Portal des Bildungsministeriums"),
    ("tuphap", K.MINISTRY, "chinhphu", "Tư pháp", "Cổng Bộ Tư pháp", "Ministry of Justice Portal", "Portal des Justizministeriums"),
    ("noivu", K.MINISTRY, "chinhphu", "Nội vụ", "Cổng Bộ Nội vụ", "Ministry of Home Affairs Portal", "Portal des Innenministeriums"),
    ("khcn", K.MINISTRY, "chinhphu", "KH&CN", "Cổng Bộ Khoa học và Công nghệ", "Ministry of Science and Technology Portal", "Portal des Wissenschaftsministeriums"),
    ("nnmt", K.MINISTRY, "chinhphu", "NN&MT", "Cổng Bộ Nông nghiệp và Môi trường", "Ministry of Agriculture and Environment Portal", "Portal des Agrar- und Umweltministeriums"),
    ("thanhtra", K.MINISTERIAL_AGENCY, "chinhphu", "Thanh tra", "Cổng Thanh tra Chính phủ", "Government Inspectorate Portal", "Portal der Regierungsinspektion"),
    ("thue", K.BRANCH, "taichinh", "Thuế", "Cổng Cục Thuế", "Tax Department Portal", "Portal der Steuerverwaltung"),
    ("khobac", K.BRANCH, "taichinh", "Kho bạc", "Cổng Kho bạc Nhà nước", "State Treasury Portal", "Portal der Staatskasse"),
    ("khamchuabenh", K.BRANCH, "yte", "Khám chữa bệnh", "Cổng Cục Quản lý Khám, chữa bệnh", "Medical Services Administration Portal", "Portal der Krankenhausaufsicht"),
    ("songhong", K.PROVINCE, "chinhphu", "Sông Hồng", "Cổng tỉnh Sông Hồng", "Song Hong Province Portal", "Portal der Provinz Song Hong"),
    ("elbtal", K.OTHER, "", "Elbtal", "Cổng dịch vụ vùng Elbtal (khách mời)", "Elbtal Region Service Portal (guest)", "Serviceportal der Region Elbtal (Gast)"),
)  # fmt: skip

# sign-in name, full name, position, portal, role, language
PEOPLE = (
    ("organiser", "Nguyễn Thị Thu Hà", "Trưởng ban tổ chức", "chinhphu", Role.ORGANISER, "vi"),
    ("chair", "Trần Minh Đức", "Phó Tổng biên tập", "chinhphu", Role.LEAD, "vi"),
    ("lead", "Lê Hoàng Nam", "Giám đốc Cổng thông tin", "yte", Role.LEAD, "vi"),
    ("delegate", "Vũ Thị Mai Anh", "Trưởng phòng Biên tập", "yte", Role.DELEGATE, "vi"),
    ("assessor", "Đỗ Quang Huy", "Chuyên viên chính", "khcn", Role.DELEGATE, "vi"),
    ("editor", "Hoàng Thị Lan", "Biên tập viên thư viện", "tuphap", Role.EDITOR, "vi"),
    ("observer", "Bùi Thanh Tùng", "Chuyên viên Văn phòng", "songhong", Role.OBSERVER, "vi"),
    ("tax.lead", "Phạm Văn Khải", "Trưởng ban Cổng thông tin", "thue", Role.LEAD, "vi"),
    ("tax.delegate", "Ngô Thùy Linh", "Biên tập viên", "thue", Role.DELEGATE, "vi"),
    ("finance.lead", "Đặng Thị Hồng", "Giám đốc Cổng thông tin", "taichinh", Role.LEAD, "vi"),
    ("finance.delegate", "Lý Quốc Bảo", "Chuyên viên", "taichinh", Role.DELEGATE, "vi"),
    ("education.lead", "Trịnh Văn Phúc", "Trưởng ban Biên tập", "giaoduc", Role.LEAD, "vi"),
    ("education.delegate", "Mai Thị Ngọc", "Biên tập viên", "giaoduc", Role.DELEGATE, "vi"),
    ("justice.lead", "Cao Xuân Thắng", "Phó Giám đốc", "tuphap", Role.LEAD, "vi"),
    ("home.lead", "Phan Thị Kim Oanh", "Trưởng phòng", "noivu", Role.LEAD, "vi"),
    ("science.lead", "Nguyễn Đình Long", "Giám đốc Trung tâm", "khcn", Role.LEAD, "vi"),
    ("science.editor", "Tạ Thu Trang", "Biên tập viên thư viện", "khcn", Role.EDITOR, "vi"),
    ("agriculture.lead", "Huỳnh Tấn Lộc", "Trưởng ban", "nnmt", Role.LEAD, "vi"),
    ("inspectorate.delegate", "Lương Thế Vinh", "Thanh tra viên", "thanhtra", Role.DELEGATE, "vi"),
    ("treasury.delegate", "Dương Mỹ Hạnh", "Chuyên viên", "khobac", Role.DELEGATE, "vi"),
    ("hospitals.lead", "Võ Thành Trung", "Trưởng phòng Thông tin", "khamchuabenh", Role.LEAD, "vi"),
    ("hospitals.delegate", "Châu Ngọc Diệp", "Biên tập viên", "khamchuabenh", Role.DELEGATE, "vi"),
    ("province.lead", "Hà Văn Toàn", "Giám đốc Cổng tỉnh", "songhong", Role.LEAD, "vi"),
    ("province.delegate", "Kiều Thanh Hương", "Biên tập viên", "songhong", Role.DELEGATE, "vi"),
    ("elbtal.lead", "Katrin Vogel", "Leiterin Onlinedienste", "elbtal", Role.LEAD, "de"),
    ("elbtal.delegate", "James Whitfield", "Service designer", "elbtal", Role.DELEGATE, "en"),
)

# slug, names in vi, en, de
THEMES = (
    ("phan-anh", "Tiếp nhận phản ánh, kiến nghị", "Citizens' feedback", "Anliegen der Bürger"),
    ("su-co-thong-tin", "Xử lý sự cố thông tin", "Information incidents", "Informationsvorfälle"),
    ("mot-cua", "Một đầu mối tra cứu", "One place to turn to", "Eine Anlaufstelle"),
    ("tiep-can", "Tiếp cận và ngôn ngữ rõ ràng", "Accessibility and plain language", "Barrierefreiheit und klare Sprache"),
    ("du-lieu", "Dữ liệu dùng chung", "Shared data", "Gemeinsame Daten"),
    ("da-kenh", "Truyền thông đa kênh", "Many channels", "Viele Kanäle"),
    ("an-toan", "An toàn thông tin", "Information security", "Informationssicherheit"),
)  # fmt: skip


@dataclass
class World:
    """Everything the later chapters call by name."""

    portals: dict[str, Portal]
    people: dict[str, User]
    themes: dict[str, Theme]

    def __getitem__(self, name: str) -> User:
        """Return the person who signs in as `name`, with memberships read afresh."""
        self.people[name].forget_cached()
        return self.people[name]


def open_platform() -> World:
    """Open the portals, the themes and the accounts; everybody gets a membership from the admin."""
    world = World(_portals(), {}, _themes())
    admin = User.objects.create_superuser("admin@interportal.example", name="Quản trị Interportal")
    admin.emailaddress_set.create(email=admin.email, verified=True, primary=True)
    world.people["admin"] = admin
    for name, full, position, slug, role, language in PEOPLE:
        user = _account(name, full, position=position, language=language)
        memberships.appoint(user, world.portals[slug], by=admin, role=role)
        world.people[name] = user
    world.people["outsider"] = _account("outsider", "Ngô Gia Bảo", position="", language="vi")
    return world


def hand_out_password() -> None:
    """Give every account the demo's password; it is hashed once, because hashing is meant to be slow."""
    User.objects.update(password=make_password(PASSWORD))


def ask_to_join(world: World) -> None:
    """Somebody new asks the lead of the ministry of health for a place."""
    newcomer = _account("newcomer", "Đinh Thị Thảo", position="Cộng tác viên", language="vi")
    memberships.propose(world.portals["yte"], by=newcomer)


def _account(name: str, full: str, **profile: str) -> User:
    zone = "Europe/Berlin" if profile.get("language") in {"de", "en"} else "Asia/Ho_Chi_Minh"
    return accounts.open_account(f"{name}@interportal.example", name=full, by=None, time_zone=zone, **profile)


def _portals() -> dict[str, Portal]:
    made: dict[str, Portal] = {}
    for slug, kind, parent, short, vi, en, de in PORTALS:
        made[slug] = portals.create(
            slug,
            by=None,
            kind=kind,
            parent=made.get(parent),
            short_name=short,
            name_vi=vi,
            name_en=en,
            name_de=de,
            website=f"https://{slug}.interportal.example",
            domains=[f"{slug}.interportal.example"],
        )
    return made


def _themes() -> dict[str, Theme]:
    rows = [
        Theme(slug=slug, name_vi=vi, name_en=en, name_de=de, position=place)
        for place, (slug, vi, en, de) in enumerate(THEMES)
    ]
    return {theme.slug: theme for theme in Theme.objects.bulk_create(rows)}
