"""Addresses of portals, people and the own account."""

from django.urls import URLPattern, URLResolver, include, path

from portals.views import (
    invitations,
    memberships,
    own_data,
    people,
    portals,
    profile,
    security,
    settings,
    sign_in,
)

app_name = "portals"

of_portals = [
    path("", portals.PortalList.as_view(), name="list"),
    path("new/", portals.NewPortal.as_view(), name="new"),
    path("tree/", portals.PortalTree.as_view(), name="tree"),
    path("<slug:slug>/", portals.PortalPage.as_view(), name="detail"),
    path("<slug:slug>/edit/", portals.EditPortal.as_view(), name="edit"),
    path("<slug:slug>/logo/", portals.LogoFile.as_view(), name="logo"),
    path("<slug:slug>/sign-in/", sign_in.PortalSignInPage.as_view(), name="sign_in"),
    path("<slug:slug>/join/", memberships.AskToJoin.as_view(), name="join"),
    path("<slug:slug>/people/", memberships.PeopleDesk.as_view(), name="people"),
    path("<slug:slug>/people/invite/", invitations.Invite.as_view(), name="invite"),
]

of_memberships = [
    path("<int:pk>/approve/", memberships.Approve.as_view(), name="membership_approve"),
    path("<int:pk>/decline/", memberships.Decline.as_view(), name="membership_decline"),
    path("<int:pk>/withdraw/", memberships.Withdraw.as_view(), name="membership_withdraw"),
    path("<int:pk>/change/", memberships.ChangeMembership.as_view(), name="membership_change"),
    path("<int:pk>/end/", memberships.End.as_view(), name="membership_end"),
]

of_me = [
    path("", profile.Profile.as_view(), name="profile"),
    path("security/", security.Security.as_view(), name="security"),
    path("sessions/<int:pk>/end/", security.EndSession.as_view(), name="session_end"),
    path("notifications/", settings.Mails.as_view(), name="me_notifications"),
    path("token/", settings.ApiToken.as_view(), name="me_token"),
    path("data/", own_data.OwnData.as_view(), name="me_data"),
    path("data/archive/", own_data.Archive.as_view(), name="me_archive"),
    path("close/", own_data.CloseAccount.as_view(), name="me_close"),
    path("portals/", memberships.OwnMemberships.as_view(), name="me_portals"),
    path("switch/", memberships.SwitchPortal.as_view(), name="switch"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("portals/", include(of_portals)),
    path("memberships/", include(of_memberships)),
    path("me/", include(of_me)),
    path("people/<int:pk>/", people.PersonPage.as_view(), name="person"),
    path("people/<int:pk>/picture/", people.PictureFile.as_view(), name="picture"),
    path("invitations/<str:token>/", invitations.InvitationPage.as_view(), name="invitation"),
    path("invitations/<int:pk>/accept/", invitations.AcceptInvitation.as_view(), name="invitation_accept"),
    path("invitations/<int:pk>/revoke/", invitations.RevokeInvitation.as_view(), name="invitation_revoke"),
]
