"""Addresses of the forums app."""

from django.urls import path

from forums.models import Board, Post, Thread
from forums.views import (
    boards,
    drafts,
    history,
    moderation,
    names,
    previews,
    reading,
    verbs,
    windows,
    writing,
)

app_name = "forums"

urlpatterns = [
    path("", boards.FrontPage.as_view(), name="list"),
    path("new/", boards.OpenBoard.as_view(), name="open_board"),
    path("boards/<slug:slug>/", boards.BoardPage.as_view(), name="board"),
    path("boards/<slug:slug>/new/", writing.StartPage.as_view(), name="start"),
    path("boards/<slug:slug>/change/", boards.ChangeBoard.as_view(), name="change_board"),
    path("boards/<slug:slug>/people/", boards.PeoplePage.as_view(), name="people"),
    path("boards/<slug:slug>/people/<int:pk>/dismiss/", boards.Dismiss.as_view(), name="dismiss"),
    path("boards/<slug:slug>/draft/", drafts.Keep.as_view(model=Board), name="keep_for_board"),
    path("boards/<slug:slug>/draft/files/", drafts.Upload.as_view(model=Board), name="upload_for_board"),
    path("boards/<slug:slug>/names/", names.Names.as_view(), name="names"),
    path("boards/<slug:slug>/preview/", previews.Preview.as_view(), name="preview"),
    path("drafts/", drafts.DraftList.as_view(), name="drafts"),
    path("drafts/<int:pk>/discard/", drafts.Discard.as_view(), name="discard_draft"),
    path("threads/", boards.ThreadList.as_view(), name="threads"),
    path("threads/<int:pk>/", reading.ThreadPage.as_view(), name="thread"),
    path("threads/<int:pk>/posts/", writing.Publish.as_view(), name="publish"),
    path("threads/<int:pk>/window/", windows.PostWindow.as_view(), name="window"),
    path("threads/<int:pk>/jump/", windows.Jump.as_view(), name="jump"),
    path("threads/<int:pk>/draft/", drafts.Keep.as_view(model=Thread), name="keep_for_thread"),
    path("threads/<int:pk>/draft/files/", drafts.Upload.as_view(model=Thread), name="upload_for_thread"),
    path("threads/<int:pk>/read/", verbs.MarkRead.as_view(), name="mark_read"),
    path("threads/<int:pk>/watch/", verbs.SetWatch.as_view(), name="watch"),
    path("threads/<int:pk>/lock/", verbs.Lock.as_view(), name="lock"),
    path("threads/<int:pk>/unlock/", verbs.Unlock.as_view(), name="unlock"),
    path("threads/<int:pk>/pin/", verbs.Pin.as_view(), name="pin"),
    path("threads/<int:pk>/unpin/", verbs.Unpin.as_view(), name="unpin"),
    path("review/", moderation.ReviewPage.as_view(), name="review"),
    path("review/<int:pk>/", moderation.JudgePage.as_view(), name="judge"),
    path("review/<int:pk>/uphold/", moderation.Uphold.as_view(), name="uphold"),
    path("review/<int:pk>/stays/", moderation.Dismiss.as_view(), name="dismiss_report"),
    path("posts/<int:pk>/", reading.PostLink.as_view(), name="post"),
    path("posts/<int:pk>/draft/", drafts.Keep.as_view(model=Post), name="keep_for_post"),
    path("posts/<int:pk>/edit/", writing.EditPage.as_view(), name="edit"),
    path("posts/<int:pk>/history/", history.HistoryPage.as_view(), name="history"),
    path("posts/<int:pk>/report/", moderation.ReportPage.as_view(), name="report"),
    path("posts/<int:pk>/hide/", writing.HidePage.as_view(), name="hide"),
    path("posts/<int:pk>/restore/", verbs.Restore.as_view(), name="restore"),
    path("posts/<int:pk>/accept/", verbs.Accept.as_view(), name="accept"),
    path("posts/<int:pk>/reopen/", verbs.WithdrawAcceptance.as_view(), name="reopen"),
    path("posts/<int:pk>/react/", verbs.React.as_view(), name="react"),
]
