"""A mail server in a thread: keeps what it gets, refuses some addresses, and hangs up on others in the middle."""

import socketserver
import threading

REFUSED, HANGS_UP = "tu-choi@example.vn", "dut-may@example.vn"


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine for as long as the block runs."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Talk)
        self.connections, self.kept = 0, []
        self.after_each = lambda: None

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()

    @property
    def port(self):
        return self.server_address[1]


class _Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.connections += 1
        self.say("220 here")
        for line in self.rfile:
            words = line.decode().strip()
            match words.split(maxsplit=1)[0].upper():
                case "RCPT":
                    self.recipient = words[words.index("<") + 1 : -1]
                    if self.recipient == HANGS_UP:
                        return
                    self.say("550 unknown" if self.recipient == REFUSED else "250 ok")
                case "DATA":
                    self.keep()
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 ok")

    def keep(self):
        self.say("354 go on")
        while self.rfile.readline() != b".\r\n":
            pass
        self.server.kept.append(self.recipient)
        self.server.after_each()
        self.say("250 kept")

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())
