package io.github.zerobus.test;

import io.github.zerobus.embedded.EmbeddedZerobusServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.Resource;

/** Declares the tables of {@link EmbeddedZerobus}. */
final class AnnotatedTables {

    private static final String ATTRIBUTE = "tables of @EmbeddedZerobus";

    private AnnotatedTables() {}

    /** Takes a statement, or a name and columns in parentheses. */
    static void declareTable(EmbeddedZerobusServerBuilder server, String table) {
        String text = table.strip();
        int open = text.indexOf('(');
        if (text.regionMatches(true, 0, "CREATE ", 0, "CREATE ".length())) {
            server.ddl(ATTRIBUTE, text);
        } else if (open > 0 && text.endsWith(")")) {
            server.table(text.substring(0, open).strip(), text.substring(open + 1, text.length() - 1));
        } else {
            throw new IllegalArgumentException(ATTRIBUTE + " has '" + table
                    + "'; write the name of the table with its columns in parentheses, or a CREATE TABLE statement");
        }
    }

    static void declareFile(EmbeddedZerobusServerBuilder server, Resource file) {
        try {
            server.ddl(file.getDescription(), file.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("ddl of @EmbeddedZerobus: cannot read " + file.getDescription(), e);
        }
    }
}
