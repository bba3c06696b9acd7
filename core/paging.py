"""How lists of the read-only API are cut into pages."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """Pages of 25, at most 100 on request (`page_size`)."""

    page_size = 25
    max_page_size = 100
    page_size_query_param = "page_size"
