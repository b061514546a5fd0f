"""The only place that speaks SQL; rows never leave, frozen values do."""
