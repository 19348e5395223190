"""No page of its own: each kind of long work is shown where it belongs."""

urlpatterns: list[object] = []
