"""Addresses of the library."""

from django.urls import path

from library.views import adoptions, practices, reviews, transfer

app_name = "library"

urlpatterns = [
    path("", practices.PracticeList.as_view(), name="list"),
    path("new/", practices.NewPractice.as_view(), name="new"),
    path("from-solution/<int:number>/", practices.FromSolution.as_view(), name="from_solution"),
    path("matrix/", adoptions.Matrix.as_view(), name="matrix"),
    path("desk/", reviews.Desk.as_view(), name="desk"),
    path("import/", transfer.ImportPractices.as_view(), name="import"),
    path("export.csv", transfer.ExportPractices.as_view(), name="export"),
    path("<slug:slug>/", practices.PracticePage.as_view(), name="detail"),
    path("<slug:slug>/edit/", practices.EditPractice.as_view(), name="edit"),
    path("<slug:slug>/writing/", practices.PracticeBeat.as_view(), name="writing"),
    path("<slug:slug>/versions/<int:number>/", practices.VersionPage.as_view(), name="version"),
    path("<slug:slug>/compare/", practices.CompareVersions.as_view(), name="compare"),
    path("<slug:slug>/languages/<str:language>/", practices.Translate.as_view(), name="translate"),
    path("<slug:slug>/move/<str:edge>/", reviews.MovePractice.as_view(), name="move"),
    path("<slug:slug>/supersede/", reviews.Supersede.as_view(), name="supersede"),
    path("<slug:slug>/adopt/", adoptions.Adopt.as_view(), name="adopt"),
    path("<slug:slug>/adopt/move/<str:edge>/", adoptions.MoveAdoption.as_view(), name="move_adoption"),
    path("<slug:slug>/adopt/outcome/", adoptions.ReportOutcome.as_view(), name="report"),
]
