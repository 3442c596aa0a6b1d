"""The addresses of the catalogue; the word of each is that of its view, its read module and its template."""

from django.urls import path, register_converter

from roles import converters
from roles.views import (
    adjacent,
    browse,
    compare,
    components,
    coordinates,
    functions,
    home,
    levels,
    receipt,
    resolve,
    resolve_job,
    resolve_list,
    role,
    step,
    styleguide,
    suggest,
    titles,
)

register_converter(converters.RoleCodeConverter, "role")
register_converter(converters.FunctionCodeConverter, "function")
register_converter(converters.FocusCodeConverter, "focus")
register_converter(converters.LevelCodeConverter, "level")
register_converter(converters.KindConverter, "kind")
register_converter(converters.TokenConverter, "token")

app_name = "roles"
urlpatterns = [
    path("", home.home, name="home"),
    path("roles/", browse.browse, name="browse"),
    path("roles/roles.csv", browse.browse_csv, name="browse_csv"),
    path("roles/roles.xlsx", browse.browse_xlsx, name="browse_xlsx"),
    path("roles/suggest/", suggest.suggest, name="suggest"),
    path("roles/<role:code>/", role.role, name="role"),
    path("roles/<role:code>/document.json", role.document, name="document"),
    path("roles/<role:code>/adjacent/", adjacent.adjacent, name="adjacent"),
    path("functions/", functions.functions, name="functions"),
    path("functions/<function:function>/", functions.function, name="function"),
    path("functions/<function:function>/<focus:focus>/<level:lower>-<level:upper>/", step.step, name="step"),
    path("levels/", levels.levels, name="levels"),
    path("levels/<level:code>/", levels.level, name="level"),
    path("components/", components.components, name="components"),
    path("components/<kind:kind>/<str:slug>/", components.component, name="component"),
    path("coordinates/", coordinates.coordinates, name="coordinates"),
    path("compare/", compare.compare, name="compare"),
    path("compare/compare.csv", compare.compare_csv, name="compare_csv"),
    path("compare/compare.xlsx", compare.compare_xlsx, name="compare_xlsx"),
    path("resolve/", resolve.resolve, name="resolve"),
    path("resolve/list/", resolve_list.resolve_list, name="resolve_list"),
    path("resolve/list/<token:token>/", resolve_job.resolve_job, name="resolve_job"),
    path("resolve/receipts/<token:token>/", receipt.receipt, name="receipt"),
    path("resolve/receipts/<token:token>/delete/", receipt.delete_receipt, name="delete_receipt"),
    path("resolve/receipts/<token:token>/again/", receipt.resolve_again, name="resolve_again"),
    path("titles/", titles.titles, name="titles"),
    path("titles/suggest/", titles.suggest_title, name="suggest_title"),
    path("titles/suggest/thanks/", titles.title_suggested, name="title_suggested"),
    path("titles/<str:slug>/", titles.title, name="title"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
