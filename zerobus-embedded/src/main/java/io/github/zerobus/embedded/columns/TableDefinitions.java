package io.github.zerobus.embedded.columns;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Parses columns of tables in the SQL of Databricks. Keywords and types are not case-sensitive.
 *
 * <p>What does not change how the service treats records is skipped: comments, keys, properties, partitions,
 * clustering, grants.
 */
public final class TableDefinitions {

    private static final String EXPECTED = "CREATE TABLE";

    private final Tokens tokens;
    private final Map<String, TableColumns> tables = new LinkedHashMap<>();

    private TableDefinitions(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Parses CREATE TABLE statements.
     *
     * @param source name of the text in messages, such as a file
     * @param text statements, separated by semicolons
     * @return columns by the full names of the tables
     * @throws IllegalArgumentException if the text is invalid; the message contains source, line and word
     */
    public static Map<String, TableColumns> parse(String source, String text) {
        TableDefinitions definitions = new TableDefinitions(new Tokens(source, text));
        definitions.statements();
        return definitions.tables;
    }

    /**
     * Parses the columns of one table.
     *
     * @param table full name of the table
     * @param text columns, separated by commas, or the CREATE TABLE statement of the table
     * @return the columns
     * @throws IllegalArgumentException if the text is invalid, or creates another table
     */
    public static TableColumns columns(String table, String text) {
        String source = "columns of " + Names.shown(table);
        Tokens tokens = new Tokens(source, text);
        if (tokens.peek().isWord("CREATE")
                && (tokens.peek(1).isWord("TABLE") || tokens.peek(1).isWord("OR"))) {
            return created(table, source, text);
        }
        List<Column> columns = new ColumnParser(tokens).columns();
        if (!tokens.atEnd()) {
            throw tokens.error("expected ',' or the end of the columns but found "
                    + tokens.peek().shown());
        }
        return new TableColumns(columns);
    }

    private static TableColumns created(String table, String source, String text) {
        Map<String, TableColumns> tables = parse(source, text);
        TableColumns columns = tables.get(table);
        if (columns == null || tables.size() > 1) {
            throw new IllegalArgumentException(source + ": the text creates " + String.join(", ", tables.keySet())
                    + "; it must create this table only");
        }
        return columns;
    }

    private void statements() {
        while (!tokens.atEnd()) {
            if (tokens.acceptSymbol(";")) {
                continue;
            }
            if (tokens.peek().isWord("GRANT") || tokens.peek().isWord("REVOKE") || createsNamespace()) {
                tokens.skipStatement();
            } else {
                table();
            }
        }
    }

    /** Schemas and catalogs exist from their first use. */
    private boolean createsNamespace() {
        return tokens.peek().isWord("CREATE")
                && (tokens.peek(1).isWord("SCHEMA")
                        || tokens.peek(1).isWord("DATABASE")
                        || tokens.peek(1).isWord("CATALOG"));
    }

    private void table() {
        Token start = tokens.peek();
        boolean replace = tokens.accept("CREATE", "OR", "REPLACE", "TABLE");
        if (!replace && !tokens.accept("CREATE", "TABLE")) {
            throw tokens.error("expected " + EXPECTED + " or GRANT but found " + start.shown()
                    + "; other statements are not supported");
        }
        boolean keep = tokens.accept("IF", "NOT", "EXISTS");
        Token first = tokens.peek();
        String name = name();
        tokens.expectSymbol("(", "and the columns after the name of the table");
        List<Column> columns = new ColumnParser(tokens).columns();
        tokens.expectSymbol(")", "or ',' after a column");
        clauses(columns);
        if (tables.containsKey(name) && !replace && !keep) {
            throw tokens.error(first, "table " + name + " is created twice");
        }
        if (!tables.containsKey(name) || replace) {
            tables.put(name, new TableColumns(columns));
        }
    }

    private String name() {
        Token first = tokens.peek();
        StringBuilder name =
                new StringBuilder(tokens.expectName("the name of a table").text());
        int parts = 1;
        while (tokens.acceptSymbol(".")) {
            name.append('.')
                    .append(tokens.expectName("the next part of the table name").text());
            parts++;
        }
        if (parts != 3) {
            throw tokens.error(
                    first,
                    "the table name must have three parts, catalog.schema.table, but is "
                            + Names.quoted(name.toString()));
        }
        return name.toString();
    }

    /** Skips what follows the columns, except for what changes them. */
    private void clauses(List<Column> columns) {
        Set<String> declared = new HashSet<>();
        columns.forEach(column -> declared.add(column.name().toLowerCase(Locale.ROOT)));
        while (!tokens.atEnd() && !tokens.peek().isSymbol(";")) {
            if (tokens.accept("USING")) {
                Token format = tokens.expectName("DELTA");
                if (!format.isWord("DELTA")) {
                    throw tokens.error(
                            format, "the format is " + format.shown() + "; Zerobus writes to tables of DELTA only");
                }
            } else if (tokens.accept("PARTITIONED", "BY")) {
                partitions(declared);
            } else if (tokens.peek().isWord("AS") || tokens.peek().isWord("CREATE")) {
                throw tokens.error("expected ';' or a clause of the table but found "
                        + tokens.peek().shown());
            } else {
                tokens.next();
            }
        }
    }

    private void partitions(Set<String> declared) {
        tokens.expectSymbol("(", "after PARTITIONED BY");
        do {
            Token column = tokens.expectName("a column");
            if (!declared.contains(column.text().toLowerCase(Locale.ROOT))) {
                throw tokens.error(
                        column, "column " + column.shown() + " is not declared; add it to the columns of the table");
            }
            tokens.skipItem();
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")", "after the columns of PARTITIONED BY");
    }
}
