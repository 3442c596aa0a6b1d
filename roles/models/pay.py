"""Market pay for a role."""

from django.db import models
from django.db.models import F, Q

from roles.domain.choices import PayPeriod
from roles.models.constraints import code_form, code_validator, one_of

_CURRENCY = "[A-Z]{3}"
_CURRENCY_MESSAGE = "A currency is its three-letter ISO 4217 code, for example USD."


class PayBenchmarkQuerySet(models.QuerySet["PayBenchmark"]):
    """Named queries over pay benchmarks."""

    def get_by_natural_key(
        self, role: str, region: str, year: int, period: str, currency: str
    ) -> "PayBenchmark":
        """The benchmark of a role's code, region, year, period and currency."""
        return self.get(role__code=role, region=region, year=year, period=period, currency=currency)


class PayBenchmark(models.Model):
    """Median pay with its percentiles and its basis: the source and the method."""

    role = models.ForeignKey("roles.Role", on_delete=models.CASCADE, related_name="pay_benchmarks")
    currency = models.CharField(max_length=3, validators=[code_validator(_CURRENCY, _CURRENCY_MESSAGE)])
    region = models.CharField(max_length=200)
    period = models.CharField(max_length=5, choices=PayPeriod.choices(), default=PayPeriod.YEAR.value)
    year = models.PositiveSmallIntegerField()
    p10 = models.DecimalField("10th percentile", max_digits=12, decimal_places=2, null=True, blank=True)
    p25 = models.DecimalField("25th percentile", max_digits=12, decimal_places=2, null=True, blank=True)
    median = models.DecimalField(max_digits=12, decimal_places=2)
    p75 = models.DecimalField("75th percentile", max_digits=12, decimal_places=2, null=True, blank=True)
    p90 = models.DecimalField("90th percentile", max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=200)
    method = models.CharField(max_length=200)

    objects = PayBenchmarkQuerySet.as_manager()

    class Meta:
        ordering = ["role", "region", "-year", "period", "currency"]
        constraints = [
            models.UniqueConstraint(
                name="pay_once_per_role_region_year",
                fields=["role", "region", "year", "period", "currency"],
                violation_error_message="The role has pay for this region, year, period and currency already.",
            ),
            code_form("pay_currency_form", "currency", _CURRENCY, _CURRENCY_MESSAGE),
            one_of("pay_period_known", "period", PayPeriod, "Pay is per year, month or hour."),
            models.CheckConstraint(
                name="pay_percentiles_rise",
                condition=(
                    (Q(p10__isnull=True) | Q(p10__gte=0, p10__lte=F("median")))
                    & (Q(p25__isnull=True) | Q(p25__gte=0, p25__lte=F("median")))
                    & (Q(p10__isnull=True) | Q(p25__isnull=True) | Q(p10__lte=F("p25")))
                    & (Q(p75__isnull=True) | Q(p75__gte=F("median")))
                    & (Q(p90__isnull=True) | Q(p90__gte=F("median")))
                    & (Q(p75__isnull=True) | Q(p90__isnull=True) | Q(p75__lte=F("p90")))
                    & Q(median__gte=0)
                ),
                violation_error_message="The percentiles must rise from the 10th to the 90th.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.region} {self.year}"

    def natural_key(self) -> tuple[str, str, int, str, str]:
        """The role's code, region, year, period and currency."""
        return (self.role.code, self.region, self.year, self.period, self.currency)

    natural_key.dependencies = ["roles.role"]  # type: ignore[attr-defined]
