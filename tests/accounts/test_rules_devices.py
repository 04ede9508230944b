import pytest

from congvu.accounts.rules import device_words


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36",
         "Chrome trên Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1",
         "Safari trên iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
         "Edge trên Windows"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) coc_coc_browser/100.0 Chrome/94.0 Safari/537.36",
         "Cốc Cốc trên Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.1; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox trên máy Mac"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36", "Chrome trên Linux"),
        ("curl/8.0", "Trình duyệt khác trên máy khác"),
    ],
)  # fmt: skip
def test_a_session_is_named_as_people_call_their_machine(user_agent, words):
    assert device_words(user_agent) == words
