"""Words that stand in every second message and say nothing of what it is about. Language, nothing of a commune.

`mất điện` is made of everyday words too and says a lot; these here say nothing even together.
"""

_FILLER = """
    ai anh ạ à ấy ba bà bác bạn bao bây bên bị các cái cả cần cậu chắc chẳng chỉ chị cho chú chúng chưa có
    con còn cô của cũng cùng cứ dạ dân do đã đang đâu đây đấy để đến đi đó được em gì giờ hay hãy hoài hôm
    hơn khi không là lại làm lắm lên luôn lúc mà mai mấy mình mọi một mỗi mới nào này năm nên nếu ngày người
    nha nhà nhé nhiều như nhưng những nó nói nữa ông ở ơi phải qua quá ra rất rồi sao sau sẽ tại tháng thấy
    thế thêm thì thôi tôi tới trên trong trước từ và vào vẫn vậy về vì việc vô với xin xã xong
"""
FILLER = frozenset(_FILLER.split())
