"""The closed vocabularies of working time: kinds of days, units and modes of a time limit."""

from django.db import models


class DayKind(models.TextChoices):
    """Why a day differs from the plain week (Monday to Friday)."""

    HOLIDAY = "holiday", "Nghỉ lễ, tết"
    SUBSTITUTE = "substitute", "Nghỉ bù"
    SWAPPED_OFF = "swapped_off", "Nghỉ hoán đổi"
    SWAPPED_WORK = "swapped_work", "Làm bù"


class Unit(models.TextChoices):
    """In what a time limit is counted."""

    WORKING_HOURS = "working_hours", "giờ làm việc"
    WORKING_DAYS = "working_days", "ngày làm việc"
    DAYS = "days", "ngày"
    MONTHS = "months", "tháng"
    SAME_DAY = "same_day", "trong ngày"


class Mode(models.TextChoices):
    """How working days are counted: whole days after the day of receipt, or hours from the moment of receipt."""

    DAY = "day", "Theo ngày"
    HOUR = "hour", "Theo giờ"


class StepKind(models.TextChoices):
    """What one line of the explanation of a deadline says."""

    START = "start", "Bắt đầu"
    WORKING = "working", "Ngày làm việc"
    WEEKEND = "weekend", "Nghỉ cuối tuần"
    HOLIDAY = "holiday", "Nghỉ lễ, tết"
    SUBSTITUTE = "substitute", "Nghỉ bù"
    SWAPPED_OFF = "swapped_off", "Nghỉ hoán đổi"
    SWAPPED_WORK = "swapped_work", "Làm bù"
    PAUSE = "pause", "Tạm dừng"
    DUE = "due", "Hạn trả"


class Confidence(models.TextChoices):
    """How well a row of the calendar is attested."""

    SURE = "sure", "Chắc chắn"
    LIKELY = "likely", "Có khả năng"
    UNVERIFIED = "unverified", "Chưa xác minh"
