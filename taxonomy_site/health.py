"""Health checks: whether the process lives, and whether it can serve."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from roles.models import Role


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """200 while the process answers, without a query."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, its migrations are applied and the catalogue has roles; otherwise 503."""
    try:
        executor = MigrationExecutor(connection)
        checks = {
            "database": True,
            "migrations": not executor.migration_plan(executor.loader.graph.leaf_nodes()),
        }
        checks["fixtures"] = checks["migrations"] and Role.objects.exists()
    except DatabaseError:
        checks = {"database": False, "migrations": False, "fixtures": False}
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)
