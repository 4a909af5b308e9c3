package io.meshstream.tools.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.Socket;

/** A connection of which a server's answer is all there already. */
final class AnswerSocket extends Socket {

  private final InputStream answer;

  AnswerSocket(byte[] answer) {
    this.answer = new ByteArrayInputStream(answer);
  }

  @Override
  public InputStream getInputStream() {
    return answer;
  }

  @Override
  public void setSoTimeout(int millis) {}
}
