package io.meshstream.job.monitoring;

import io.meshstream.job.monitoring.Scrape.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression of PromQL, read as far as it takes to tell whether what it names is there.
 *
 * @param where what it is part of
 * @param text the expression, without variables of Grafana
 */
record Expression(String where, String text) {

  private static final Pattern SELECTOR =
      Pattern.compile("(flink_[a-zA-Z0-9_]+)(?:\\{([^}]*)\\})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");

  /** What it names that is not in a scrape. */
  Set<String> missingIn(Scrape scrape) {
    Set<String> missing = new TreeSet<>();
    List<Sample> selected = new ArrayList<>();
    Matcher selector = SELECTOR.matcher(text);
    while (selector.find()) {
      List<Sample> samples =
          scrape.of(selector.group(1)).stream()
              .filter(sample -> matches(sample, selector.group(2)))
              .toList();
      if (samples.isEmpty()) {
        missing.add(selector.group());
      }
      selected.addAll(samples);
    }
    Matcher grouping = GROUPING.matcher(text);
    while (grouping.find()) {
      for (String label : grouping.group(1).strip().split("\\s*,\\s*", -1)) {
        if (selected.stream().noneMatch(sample -> sample.labels().containsKey(label))) {
          missing.add("label " + label);
        }
      }
    }
    return missing;
  }

  private static boolean matches(Sample sample, String matchers) {
    Matcher matcher = MATCHER.matcher(matchers == null ? "" : matchers);
    while (matcher.find()) {
      String value = sample.labels().get(matcher.group(1));
      String operand = matcher.group(3);
      boolean isMet =
          switch (matcher.group(2)) {
            case "=" -> operand.equals(value);
            case "=~" -> value != null && value.matches(operand);
            // A label that is not there is misspelt.
            default -> value != null;
          };
      if (!isMet) {
        return false;
      }
    }
    return true;
  }
}
