"""The industry chain: the map, the products, the gaps."""
