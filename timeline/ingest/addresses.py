"""Which network addresses a program may call on a stranger's word: public ones, and nothing behind the wall."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

Address = IPv4Address | IPv6Address

# The IANA special-purpose registries, spelled out: Python's own tables differ between its patch releases.
_SPECIAL: Final = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/96",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
        # Azure's own service behind a public number.
        "168.63.129.16/32",
    )
)
# Prefixes that carry an IPv4 address in their last 32 bits; 6to4 carries it in the two groups after 2002.
_CARRIERS: Final = tuple(map(ip_network, ("::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")))
_6TO4: Final = ip_network("2002::/16")


def is_public(address: Address | str) -> bool:
    """Tell whether an address belongs to the public internet, also where IPv6 hides an IPv4 address."""
    one = ip_address(address) if isinstance(address, str) else address
    if isinstance(one, IPv6Address):
        hidden = _carried(one)
        if hidden is not None:
            return is_public(hidden)
    return one.is_global and not one.is_multicast and not any(one in network for network in _SPECIAL)


def is_loopback(address: Address | str) -> bool:
    """Tell whether an address is this machine's own, also where IPv6 hides an IPv4 address."""
    one = ip_address(address) if isinstance(address, str) else address
    hidden = _carried(one) if isinstance(one, IPv6Address) else None
    return (hidden or one).is_loopback


def _carried(address: IPv6Address) -> IPv4Address | None:
    if any(address in network for network in _CARRIERS):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _6TO4:
        return IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    return None
