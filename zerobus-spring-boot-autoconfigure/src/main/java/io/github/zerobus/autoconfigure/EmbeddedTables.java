package io.github.zerobus.autoconfigure;

import io.github.zerobus.embedded.EmbeddedZerobusServerBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/** Declares the tables of the embedded server by the file of {@code zerobus.embedded.ddl}. */
final class EmbeddedTables {

    private static final String KEY = "zerobus.embedded.ddl";

    private EmbeddedTables() {}

    static void declare(EmbeddedZerobusServerBuilder server, @Nullable Resource ddl) {
        if (ddl == null) {
            return;
        }
        try {
            server.ddl(ddl.getDescription(), ddl.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ZerobusConfigurationException(
                    KEY + " is " + ddl.getDescription() + ", which cannot be read",
                    "Set " + KEY + " to a file of CREATE TABLE statements, such as classpath:tables.sql or"
                            + " file:tables.sql, or remove it.");
        } catch (IllegalArgumentException e) {
            throw new ZerobusConfigurationException(
                    KEY + " is invalid: " + e.getMessage(),
                    "Correct the file of " + KEY + ". It may contain CREATE TABLE and GRANT statements in the SQL of"
                            + " Databricks.");
        }
    }
}
