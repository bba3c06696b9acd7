"""The whole chain, walked by the demo people: from a registration to the outcome another portal reports."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.conftest import NARROW, Visitor

WORKSHOP = "/conferences/tap-huan-ngon-ngu-ro-rang/"
PROBLEM = "Người dân không tìm thấy số điện thoại trực ban đêm"
SOLUTION = "Một số trực chung hiển thị ở đầu mọi trang"


def press(page: Page, action: str, reason: str = "") -> None:
    """Press the button of the form that goes to `action`, giving a reason where it is asked for."""
    form = page.locator(f"form[action$='{action}']").first
    box = page.locator(f"details:has(form[action$='{action}'])").first
    if box.count() and not form.is_visible():
        box.locator("summary").first.click()
    if reason:
        form.locator("[name=reason]").fill(reason)
    form.locator("button").last.click()
    page.wait_for_load_state()


def choose(page: Page, name: str, value: str) -> None:
    """Choose one of several; a label may be drawn over its button."""
    page.locator(f"input[name={name}][value='{value}']").check(force=True)


def send(page: Page, path: str, fill: Callable[[Page], None]) -> None:
    """Open the page at `path`, fill its form and send it."""
    page.goto(path)
    fill(page)
    page.locator("main form[method=post] .form-actions .btn-primary").first.click()
    page.wait_for_load_state()


def register(sign_in: Visitor) -> None:
    """The delegate asks for a seat; the organiser confirms it at the desk."""
    delegate = sign_in("delegate")
    send(delegate, f"{WORKSHOP}register/", lambda page: None)
    expect(delegate).to_have_url(re.compile("/registration/"))
    organiser = sign_in("organiser")
    organiser.goto(f"{WORKSHOP}manage/")
    row = organiser.locator("tr, li").filter(has_text="Vũ Thị Mai Anh").first
    row.locator("a").first.click()
    organiser.wait_for_load_state()
    press(organiser, "/confirm/")
    delegate.goto(f"{WORKSHOP}ticket/")
    assert delegate.locator("svg").count() > 0


def write_problem(page: Page) -> None:
    page.locator("[name=title]").fill(PROBLEM)
    page.locator("[name=what_happens]").fill("Sau 18 giờ, số trên cổng không có ai nghe máy.")
    page.locator("[name=effect]").fill("Người dân gọi 115 cho việc không khẩn cấp.")
    choose(page, "severity", "3")
    page.locator("input[name=themes]").first.check()
    chosen = page.locator("select[name=conference] option", has_text="lần thứ nhất").get_attribute("value")
    page.locator("select[name=conference]").select_option(chosen)


def write_solution(page: Page) -> None:
    page.locator("[name=title]").fill(SOLUTION)
    page.locator("[name=summary]").fill("Một số duy nhất, có người trực, ở cùng một chỗ trên mọi trang.")
    page.locator("[name=steps]").fill("1. Chọn số.\n2. Lập lịch trực.\n3. Đưa vào mẫu trang chung.")
    page.locator("[name=benefit]").fill("Mọi cuộc gọi ban đêm đều có người nghe.")


def write_practice(page: Page) -> None:
    page.locator("[name=setting]").fill("Cổng một bộ, trực 24 giờ.")
    page.locator("[name=results]").fill("Cuộc gọi lỡ giảm từ 41 % xuống 3 %.")


def number_of(page: Page) -> int:
    """Return the number in the address of a problem or solution."""
    found = re.search(r"/(\d+)/", page.url)
    assert found, page.url
    return int(found.group(1))


def talk(one: Page, other: Page, path: str) -> None:
    """Two people on one page: what one writes appears at the other's without a reload, once undo has run out."""
    for page in (one, other):
        page.goto(path)
    other.wait_for_function("document.querySelector('ip-live')?.dataset.state === 'live'", timeout=15_000)
    one.locator("#post-body").fill("Chúng tôi trực thử hai tuần và đo được kết quả.")
    one.locator("form[data-compose] .btn-primary").click()
    expect(other.get_by_text("Chúng tôi trực thử hai tuần và đo được kết quả.")).to_be_visible(timeout=30_000)
    expect(one.get_by_text("Chúng tôi trực thử hai tuần và đo được kết quả.")).to_have_count(1)


def decide(sign_in: Visitor, number: int) -> None:
    """Sponsors open the discussion, assessors score, the team recommends, the chair decides."""
    path = f"/solutions/{number}/"
    for name in ("tax.lead", "province.lead"):
        lead = sign_in(name)
        lead.goto(path)
        press(lead, f"{path}sponsor/")
    organiser = sign_in("organiser")
    organiser.goto(path)
    press(organiser, f"{path}move/assess/")
    assessor = sign_in("assessor")
    assessor.goto(f"{path}assess/")
    for group in ("effect", "feasibility", "cost_time", "legal_security_fit", "transferability"):
        choose(assessor, group, "4")
    assessor.locator("main form[method=post] .btn-primary").first.click()
    assessor.wait_for_load_state()
    organiser.goto(path)
    press(organiser, f"{path}move/recommend/", reason="Rõ ràng, rẻ và làm được ngay.")
    chair = sign_in("chair")
    chair.goto(f"{path}decide/")
    choose(chair, "outcome", "accepted")
    chair.locator("[name=text]").fill("Chấp nhận, thực hiện trong quý này.")
    chair.locator("[name=reasons]").fill("Ba cổng bảo trợ, chi phí thấp.")
    chair.locator("main form[method=post] .btn-primary").first.click()
    chair.wait_for_load_state()
    assert chair.url.endswith(path)


def publish(sign_in: Visitor, number: int) -> str:
    """The delegate writes the practice from the solution; an editor of another portal publishes it."""
    delegate = sign_in("delegate")
    delegate.goto(f"/solutions/{number}/")
    press(delegate, f"/library/from-solution/{number}/")
    address = urlsplit(delegate.url).path
    delegate.locator(f"a[href$='{address}edit/']").first.click()
    delegate.wait_for_load_state()
    write_practice(delegate)
    delegate.locator("main form[method=post] .btn-primary").first.click()
    delegate.wait_for_load_state()
    press(delegate, f"{address}move/submit/")
    editor = sign_in("editor")
    editor.goto(address)
    press(editor, f"{address}move/publish/")
    return address


def adopt(sign_in: Visitor, address: str) -> None:
    """Another portal finds it without accents, adopts it and reports what came of it."""
    lead = sign_in("education.lead")
    lead.goto("/search/?q=so+truc+chung+dau+moi+trang")
    lead.locator(f"a[href$='{address}']").first.click()
    lead.wait_for_load_state()
    lead.locator(f"a[href$='{address}adopt/']").first.click()
    lead.wait_for_load_state()
    choose(lead, "state", "in_use")
    lead.locator("main form[method=post] .btn-primary").first.click()
    lead.wait_for_load_state()
    lead.goto(f"{address}adopt/outcome/")
    lead.locator("[name=outcome]").fill("Sau một tháng: chỉ còn 2 % cuộc gọi lỡ.")
    choose(lead, "usefulness", "5")
    lead.locator("main form[method=post] .btn-primary").first.click()
    lead.wait_for_load_state()
    lead.goto(address)
    expect(lead.locator(".trace").first).to_be_visible()
    assert lead.get_by_text("Sau một tháng: chỉ còn 2 % cuộc gọi lỡ.").count() == 1


def test_the_whole_chain_from_a_seat_to_an_outcome(sign_in: Visitor) -> None:
    register(sign_in)
    delegate, lead = sign_in("delegate"), sign_in("lead")
    send(delegate, "/problems/new/", write_problem)
    problem = number_of(delegate)
    organiser = sign_in("organiser")
    organiser.goto(f"/problems/{problem}/")
    press(organiser, f"/problems/{problem}/move/open/")
    send(delegate, f"/solutions/new/?problem={problem}", write_solution)
    solution = number_of(delegate)
    talk(delegate, lead, f"/solutions/{solution}/")
    decide(sign_in, solution)
    adopt(sign_in, publish(sign_in, solution))


def test_a_problem_is_logged_on_a_phone(sign_in: Visitor) -> None:
    page = sign_in("delegate", viewport=NARROW)
    send(page, "/problems/new/", write_problem)
    assert number_of(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_problem_is_logged_and_discussed_without_scripts(sign_in: Visitor) -> None:
    page = sign_in("delegate", java_script_enabled=False)
    send(page, "/problems/new/", write_problem)
    path = f"/problems/{number_of(page)}/"
    page.locator("#post-body").fill("Viết không cần JavaScript.")
    page.locator("form[data-compose] .btn-primary").click()
    page.wait_for_load_state()
    page.goto(path)
    assert page.get_by_text("Viết không cần JavaScript.").count() >= 1
