"""Addresses of the proposals app."""

from django.urls import URLPattern, path

from proposals.views import deciding, lists, problems, similar, solutions, writing

app_name = "proposals"

problem_urls: list[URLPattern] = [
    path("problems/", lists.ProblemList.as_view(), name="problem_list"),
    path("problems/new/", writing.WriteProblem.as_view(), name="problem_new"),
    path("problems/autosave/", writing.AutosaveProblem.as_view(), name="problem_autosave_new"),
    path("problems/similar/", similar.SimilarItems.as_view(), name="similar"),
    path("problems/<int:number>/", problems.ProblemPage.as_view(), name="problem_detail"),
    path("problems/<int:number>/status/", problems.ProblemStatus.as_view(), name="problem_status"),
    path("problems/<int:number>/edit/", writing.WriteProblem.as_view(), name="problem_edit"),
    path("problems/<int:number>/autosave/", writing.AutosaveProblem.as_view(), name="problem_autosave"),
    path("problems/<int:number>/discard/", problems.DiscardProblem.as_view(), name="problem_discard"),
    path("problems/<int:number>/merge/", problems.MergeProblem.as_view(), name="problem_merge"),
    path("problems/<int:number>/move/<slug:edge>/", problems.MoveProblem.as_view(), name="problem_move"),
    path("problems/<int:number>/affected/", problems.TellAffected.as_view(), name="affected"),
    path(
        "problems/<int:number>/affected/withdraw/",
        problems.WithdrawAffected.as_view(),
        name="affected_withdraw",
    ),
    path("problems/<int:number>/compare/", problems.Compare.as_view(), name="compare"),
]
solution_urls: list[URLPattern] = [
    path("solutions/", lists.SolutionList.as_view(), name="solution_list"),
    path("solutions/new/", writing.WriteSolution.as_view(), name="solution_new"),
    path("solutions/autosave/", writing.AutosaveSolution.as_view(), name="solution_autosave_new"),
    path("solutions/<int:number>/", solutions.SolutionPage.as_view(), name="solution_detail"),
    path("solutions/<int:number>/status/", solutions.SolutionStatus.as_view(), name="solution_status"),
    path("solutions/<int:number>/edit/", writing.WriteSolution.as_view(), name="solution_edit"),
    path("solutions/<int:number>/writing/", writing.SolutionBeat.as_view(), name="solution_writing"),
    path("solutions/<int:number>/autosave/", writing.AutosaveSolution.as_view(), name="solution_autosave"),
    path("solutions/<int:number>/discard/", solutions.DiscardSolution.as_view(), name="solution_discard"),
    path("solutions/<int:number>/merge/", deciding.MergeSolution.as_view(), name="solution_merge"),
    path("solutions/<int:number>/move/<slug:edge>/", solutions.MoveSolution.as_view(), name="solution_move"),
    path("solutions/<int:number>/sponsor/", solutions.Sponsor.as_view(), name="sponsor"),
    path(
        "solutions/<int:number>/sponsor/withdraw/",
        solutions.WithdrawSponsorship.as_view(),
        name="sponsor_withdraw",
    ),
    path("solutions/<int:number>/endorse/", deciding.Endorse.as_view(), name="endorse"),
    path("solutions/<int:number>/co-authors/", deciding.InviteCoAuthor.as_view(), name="co_author_invite"),
    path(
        "solutions/<int:number>/co-authors/confirm/",
        solutions.ConfirmCoAuthor.as_view(),
        name="co_author_confirm",
    ),
    path(
        "solutions/<int:number>/co-authors/leave/", solutions.LeaveCoAuthor.as_view(), name="co_author_leave"
    ),
    path("solutions/<int:number>/assess/", deciding.Assess.as_view(), name="assess"),
    path("solutions/<int:number>/decide/", deciding.Decide.as_view(), name="decide"),
    path("solutions/<int:number>/pilot/", deciding.StartPilot.as_view(), name="pilot_start"),
    path(
        "solutions/<int:number>/pilots/<int:pk>/report/", deciding.ReportPilot.as_view(), name="pilot_report"
    ),
]
urlpatterns = problem_urls + solution_urls
