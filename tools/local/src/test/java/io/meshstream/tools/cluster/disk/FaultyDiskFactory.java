package io.meshstream.tools.cluster.disk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;

/** Gives Flink a {@link FaultyDisk} for the scheme {@code disk}. */
public final class FaultyDiskFactory implements FileSystemFactory {

  private static final String FOLDER = "/io/meshstream/tools/cluster/disk/";

  /** Is what Flink's service loader calls. */
  public FaultyDiskFactory() {}

  @Override
  public String getScheme() {
    return FaultyDisk.SCHEME;
  }

  @Override
  public FileSystem create(URI uri) {
    return new FaultyDisk();
  }

  /** The address of a folder on such a disk. */
  public static String uri(Path folder) {
    return FaultyDisk.SCHEME + "://" + folder.toAbsolutePath();
  }

  /**
   * Sets how the disk is.
   *
   * @param flink the folder that Flink's processes work in
   * @param state {@code full}, {@code slow}, or nothing
   */
  public static void set(Path flink, String state) throws IOException {
    Path fresh = flink.resolve("disk-state-next");
    Files.writeString(fresh, state);
    Files.move(
        fresh,
        flink.resolve(FaultyDisk.STATE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes the jar that is to be on the class path of Flink's processes. */
  public static void writeJar(Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (String name : new String[] {"FaultyDisk", "FaultyDisk$1", "FaultyDiskFactory"}) {
        out.putNextEntry(new JarEntry(FOLDER.substring(1) + name + ".class"));
        try (InputStream in =
            FaultyDiskFactory.class.getResourceAsStream(FOLDER + name + ".class")) {
          in.transferTo(out);
        }
      }
      out.putNextEntry(new JarEntry("META-INF/services/" + FileSystemFactory.class.getName()));
      out.write(FaultyDiskFactory.class.getName().getBytes(StandardCharsets.UTF_8));
    }
  }
}
