package io.meshstream.tools.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.schemas.PictureEncoding;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class LazyPicturesTest {

  private static final double AT_ONCE = 1e9;

  private final Queue<Integer> made = new ConcurrentLinkedQueue<>();
  private final LazyPictures pictures = new LazyPictures(4, this::make);

  @Test
  void makesNoneUntilOneIsAskedFor() {
    Clip clip = new Clip(pictures, 1);
    assertThat(made).isEmpty();

    assertThat(clip.at(1)).isEqualTo(picture(2));

    assertThat(made).containsExactly(2);
  }

  @Test
  void makesEachOnce() {
    Clip clip = new Clip(pictures, 0);

    assertThat(clip.at(3)).isSameAs(clip.at(7));

    assertThat(made).containsExactly(3);
  }

  @Test
  void hasThoseThatThereAreAndNoOthers() {
    assertThat(pictures).containsExactly(picture(0), picture(1), picture(2), picture(3));
    assertThatThrownBy(() -> pictures.get(4)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void areMadeAheadOfCamerasInTheOrderInWhichTheyShowThem() throws InterruptedException {
    Clip later = new Clip(pictures, 2);
    PicturesAhead ahead = new PicturesAhead(List.of(later), AT_ONCE);

    ahead.start();
    ahead.await();

    assertThat(made).containsExactly(2, 3, 0, 1);
  }

  @Test
  void areMadeNoMoreOnceNobodyShowsThem() throws InterruptedException {
    PicturesAhead ahead = new PicturesAhead(List.of(new Clip(pictures, 0)), AT_ONCE);

    ahead.close();
    ahead.start();
    ahead.await();

    assertThat(made).isEmpty();
  }

  @Test
  void areNotWaitedForToTheirEnd() {
    double oneInADay = 1 / 86_400.0;
    PicturesAhead ahead = new PicturesAhead(List.of(new Clip(pictures, 0)), oneInADay);

    ahead.start();
    ahead.close();

    assertThat(made).doesNotContain(1);
  }

  private ClipPicture make(int number) {
    made.add(number);
    return picture(number);
  }

  private static ClipPicture picture(int number) {
    return new ClipPicture(PictureEncoding.JPEG, 0, 0, ByteBuffer.wrap(new byte[] {(byte) number}));
  }
}
