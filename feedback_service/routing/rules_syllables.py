"""The everyday words of Vietnamese, for reading texts that were typed without accents. Language, nothing of a commune.

Typed without accents `cho` is nearly always `cho` (for), seldom `chợ` (market) or `chó` (dog); `bao nhieu` is no
storm (`bão`). A pack's word that has the letters of an everyday word but other accents is doubted in such a text.
"""

import re
from collections.abc import Iterable, Mapping

from feedback_service.routing.rules_words import accent_signature, same_spelling

_EVERYDAY = """
    ai anh áo ăn ấy ba bà bác bạn bán ban bao báo bảo bắt bằng bên bệnh bị biết bình bỏ bốn bộ buổi cả cái cán cao cách
    các cạnh cần cầm câu cấp cô có còn con công của cũng cùng cứ chả chạy chắc chỉ chị chia chính cho chỗ chờ chồng
    chú chủ chúng chuyện chưa dạ dài dám dân dạo dùng dưới đã đang đám đánh đâu đầu đây đem đêm đến để đi điện định đó
    đóng đòi đổ đông đồng đủ đứa đứng đưa đường được em ghi gặp gần gì gia giá giải giấy giờ giúp giữa gọi góp gửi
    hai hàng hãy hay hạn hằng hẹn hết hiện hiểu hoài học hỏi hôm hơn hộ hồ hồi họ hư hỏng kia kêu khác khách khi khoảng
    khó không khu kinh kéo kế là lạ lại làm lắm lấy lần lên lệ lo loại lòng lời lớn lớp luôn lúc mà mai máy mang mặt mất
    mẹ mấy mình mọi mong mở mới mỗi một mua mùa muốn mười nào nay năm nằm nên ngay ngày nghe nghỉ ngoài ngồi người nhà
    nhận nhân nhau nhiều nhìn nhỏ nhờ như nhưng những nó nói nộp nơi nữa nước ông phải phép phòng qua quá quản quanh
    quán ra rảnh rất rõ rồi sao sau sáng sẽ sinh sợ số sống sớm sửa suốt tại tay tám tận tất tên tết tìm tiền tiếng
    tính tỉnh tình toàn tôi tới tối tốt tờ trả trái trên trình trong trời trước trường tự từ tuần tui tuổi thả thành
    tháng thay thấy thế thêm theo thì thích thiếu thôi thôn thời thủ thu thứ thường trả ủy và vay văn vào vấn vậy vẫn
    về vẽ vì việc viết vô với vụ vui vừa xa xã xe xem xin xong xuống xử xung yêu yếu
    đất đơn đỡ giao giống hội hợp hướng kết khẩu khám lãnh lộ mạnh miệng nặng ngân nghiệp nuôi phí phụ quy quyết rằng
    sách sổ sức tài tâm thân thẻ thuốc tin tổ tố tốn trung trưởng tư vận viên xác cửa cứu gỗ bò gà
"""


def _signatures() -> Mapping[str, frozenset[str]]:
    by_letters: dict[str, set[str]] = {}
    for word in _EVERYDAY.split():
        by_letters.setdefault(same_spelling(word), set()).add(accent_signature(word))
    return {letters: frozenset(signatures) for letters, signatures in by_letters.items()}


_USUAL = _signatures()


def is_an_unusual_reading(letters: str, signature: str) -> bool:
    """Whether `letters`, typed without accents, are usually another word than the one with this signature."""
    usual = _USUAL.get(letters)
    return usual is not None and signature not in usual


def may_be_everyday(letters: str, signature: str) -> bool:
    """Whether a word as typed is an everyday one, or typed without accents could be."""
    usual = _USUAL.get(letters)
    return usual is not None and (signature in usual or signature.isascii())


def is_everyday(word: str) -> bool:
    """Whether this word, accents and all, is one of the everyday ones."""
    return accent_signature(word.casefold()) in _USUAL.get(same_spelling(word), ())


# A word that nobody can say, in Vietnamese, Ê Đê or English: no vowel, or four consonants in a row.
_UNSPEAKABLE = re.compile(r"[^aeiouy]+|.*[^aeiouy]{4}.*")
_LEAST_LETTERS = 5  # "ok", "hm", "k" are answers; five letters that nobody can say are a hand on the keyboard


def is_mashed(words: Iterable[str]) -> bool:
    """Whether letters were only struck at random: no word could be spoken."""
    letters = [word for word in words if word.isalpha()]
    return sum(map(len, letters)) >= _LEAST_LETTERS and all(map(_UNSPEAKABLE.fullmatch, letters))
