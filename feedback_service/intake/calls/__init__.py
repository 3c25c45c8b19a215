"""The hotline desk: calls written down while talking, calls owed, paper slips, lists of calls."""
