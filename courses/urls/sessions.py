"""Sessions, who comes, and who was there."""

from django.urls import path

from courses.views import roll, session_planning, sessions

urlpatterns = [
    path("sessions/", sessions.mine, name="sessions"),
    path("sessions/calendar/<uuid:uuid>/", sessions.calendar, name="session_calendar"),
    path("sessions/calendar/<str:key>.ics", sessions.feed, name="session_feed"),
    path("sessions/<uuid:uuid>/", sessions.show, name="session_page"),
    path("sessions/<uuid:uuid>/session.ics", sessions.file, name="session_ics"),
    path("sessions/<uuid:uuid>/seat/", sessions.seat, name="session_seat"),
    path("sessions/<uuid:uuid>/catch-up/", sessions.catch_up, name="session_catch_up"),
    path("sessions/<uuid:uuid>/edit/", session_planning.edit, name="session_edit"),
    path("sessions/<uuid:uuid>/cancel/", session_planning.cancel, name="session_cancel"),
    path("sessions/<uuid:uuid>/attendance/", roll.attendance_list, name="session_attendance"),
    path("sessions/<uuid:uuid>/attendance/sheet.pdf", roll.sheet, name="session_sheet"),
    path("sessions/<uuid:uuid>/code/", roll.code_screen, name="session_code"),
    path("sessions/<uuid:uuid>/code/now/", roll.code_now, name="session_code_now"),
    path("here/", roll.here, name="here"),
    path("cohorts/<uuid:uuid>/sessions/", session_planning.index, name="cohort_sessions"),
    path("cohorts/<uuid:uuid>/sessions/new/", session_planning.new, name="session_new"),
    path("cohorts/<uuid:uuid>/sessions/attendance.csv", session_planning.table, name="cohort_attendance_table"),
]
