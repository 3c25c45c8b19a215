"""How long the words of closed cases stay (Luật Lưu trữ 33/2024/QH15; the pack's retention.yaml).

due       which cases are past their time, by which rule
running   the dry report, the leader's word, and the run; each leaves a RetentionRun
"""
