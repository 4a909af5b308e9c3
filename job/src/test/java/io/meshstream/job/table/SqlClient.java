package io.meshstream.job.table;

import io.meshstream.job.KafkaBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;

/** Runs statements as Flink's SQL client does, on tables whose broker is {@code broker:9092}. */
final class SqlClient {

  private static final Pattern STATEMENT_END = Pattern.compile(";\\s*\n");
  private static final Pattern SETTING = Pattern.compile("SET '(.+)' = '(.+)'");

  private final TableEnvironment tables =
      TableEnvironment.create(EnvironmentSettings.inStreamingMode());
  private final KafkaBroker broker;

  SqlClient(KafkaBroker broker) {
    this.broker = broker;
    tables.getConfig().set("parallelism.default", "2");
    tables.getConfig().set("table.local-time-zone", "UTC");
  }

  /** Runs a script, and returns the rows of each of its queries. */
  List<List<Row>> runAll(String script) throws Exception {
    List<List<Row>> results = new ArrayList<>();
    for (String statement : STATEMENT_END.splitAsStream(script).toList()) {
      Optional<TableResult> result = run(statement);
      if (result.isPresent() && result.get().getResultKind() == ResultKind.SUCCESS_WITH_CONTENT) {
        results.add(rows(result.get()));
      }
    }
    return results;
  }

  /** Runs a statement; one that only the SQL client knows, SET, has no result. */
  Optional<TableResult> run(String statement) {
    String sql = statement.replaceAll("(?m)^--.*\n", "").strip();
    Matcher setting = SETTING.matcher(sql);
    if (setting.matches()) {
      tables.getConfig().set(setting.group(1), setting.group(2));
      return Optional.empty();
    }
    return Optional.of(tables.executeSql(sql.replace("broker:9092", broker.address())));
  }

  /** Runs a query that ends. */
  List<Row> rows(String query) throws Exception {
    return rows(run(query).orElseThrow());
  }

  private static List<Row> rows(TableResult result) throws Exception {
    List<Row> rows = new ArrayList<>();
    CloseableIterator<Row> each = result.collect();
    try {
      each.forEachRemaining(row -> rows.add(withoutKind(row)));
    } finally {
      each.close();
    }
    return rows;
  }

  /** Counts change while they are made, and say so: what they come to is all that matters here. */
  private static Row withoutKind(Row row) {
    row.setKind(RowKind.INSERT);
    return row;
  }
}
