package io.meshstream.vision.topology;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads the tables that lie beside this class: a line of headings, then rows without quotes. */
final class CsvTable {

  private CsvTable() {}

  static List<String[]> rows(String file) {
    List<String[]> rows = new ArrayList<>();
    try (InputStream in = Objects.requireNonNull(CsvTable.class.getResourceAsStream(file), file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader.lines().skip(1).forEach(line -> rows.add(line.split(",", -1)));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    return rows;
  }
}
