"""The URLs of the site; those of the catalogue are in roles/urls.py."""

from django.contrib import admin
from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path
from django.views.generic import TemplateView

from roles.sitemaps import SITEMAPS
from roles.views.public import public
from taxonomy_site import health

handler400 = "taxonomy_site.errors.unreadable"
handler404 = "taxonomy_site.errors.not_found"
handler500 = "taxonomy_site.errors.server_error"

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path(
        "robots.txt",
        public()(TemplateView.as_view(template_name="robots.txt", content_type="text/plain")),
        name="robots",
    ),
    path(
        "sitemap.xml",
        public()(index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", public("p")(sitemap), {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path("admin/", admin.site.urls),
    path("", include("roles.urls")),
]
