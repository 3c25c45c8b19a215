"""Handing over what an officer has in his hands, for a leave or for good.

hands     what points to him as the one who has to do it, table by table
passing   cases to others, all or by topic; a departure takes everything and ends his access
"""
