"""Chapter four: support, assessment, decisions, pilots."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from demo.chapters.people import World
from demo.chapters.problems import Log
from proposals.actions import assessments, decisions, pilots, solution_moves, support
from proposals.models import Pilot
from proposals.words import Stance

GOOD = {"effect": 5, "feasibility": 4, "cost_time": 4, "legal_security_fit": 4, "transferability": 5}
FAIR = {"effect": 3, "feasibility": 3, "cost_time": 2, "legal_security_fit": 4, "transferability": 3}


def sponsor(world: World, log: Log, name: str, *leads: str) -> None:
    """Leads of other portals sponsor a solution; enough of them open the discussion."""
    for lead in leads:
        support.sponsor(log.solutions[name], by=world[lead])


def endorse(world: World, log: Log, name: str, stances: Mapping[str, tuple[str, str]]) -> None:
    """Leads say for their portals where they stand, with reasons."""
    for lead, (stance, reason) in stances.items():
        support.endorse(log.solutions[name], by=world[lead], stance=stance, reason=reason)


def assess(world: World, log: Log, name: str, scores: dict[str, dict[str, int]]) -> None:
    """Begin the assessment and let assessors score."""
    log.solutions[name] = solution_moves.assess(log.solutions[name], by=world["organiser"])
    for person, marks in scores.items():
        assessments.give(
            log.solutions[name],
            by=world[person],
            scores=marks,
            comment="Đã đọc kỹ, có trao đổi với nhóm đề xuất.",
        )


def recommend(world: World, log: Log, name: str, reason: str) -> None:
    """End the assessment with a recommendation."""
    log.solutions[name] = solution_moves.recommend(log.solutions[name], by=world["organiser"], reason=reason)


def decide(world: World, log: Log, name: str, outcome: str, text: str, reasons: str) -> None:
    """The chair decides, with reasons."""
    decisions.decide(log.solutions[name], by=world["chair"], outcome=outcome, text=text, reasons=reasons)
    log.solutions[name].refresh_from_db()


def pilot(world: World, log: Log, name: str, owner: str, site: str, days: int) -> Pilot:
    """Try it out at one site."""
    today = timezone.localdate()
    return pilots.start(
        log.solutions[name],
        by=world["organiser"],
        owner=world[owner],
        site=site,
        from_on=today,
        until_on=today + timedelta(days=days),
    )


def succeed(world: World, log: Log, name: str, trial: Pilot, result: str) -> None:
    """The owner reports that the pilot worked."""
    pilots.report(trial, by=trial.owner, succeeded=True, result=result)
    log.solutions[name].refresh_from_db()


ONE_DESK = {
    "tax.lead": (Stance.ENDORSE, ""),
    "province.lead": (Stance.ENDORSE, ""),
    "home.lead": (Stance.RESERVATIONS, "Cần quy định rõ ai trả lời khi nội dung thuộc hai bộ."),
    "education.lead": (Stance.ENDORSE, ""),
}
CALL_CENTRE = {
    "province.lead": (Stance.OBJECT, "Chi phí thường xuyên vượt quá khả năng của tỉnh."),
    "home.lead": (Stance.RESERVATIONS, "Chỉ nên làm chung cho nhiều bộ."),
}
