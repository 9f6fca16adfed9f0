"""The rules by which web servers answer for the site, each server's in a module of its own.

They are written from :mod:`tressons_ld.site.negotiation` and
:mod:`tressons_ld.site.hosts.http_rules`; nothing about a type, a header or an address is said in
two of them.
"""
