"""Campaigns and the press releases behind them: what is read."""
