package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.TableName;
import io.github.zerobus.autoconfigure.StreamNames;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** Finds the properties of a stream that could not be opened. */
final class FailedStream {

    private FailedStream() {}

    /**
     * Returns the prefix of the only named stream of a table, or else of the default stream, whose values others
     * inherit.
     */
    static String prefix(TableName table, Environment environment) {
        Binder binder = Binder.get(environment);
        List<String> named = StreamNames.of(environment).stream()
                .map(StreamNames::prefix)
                .filter(prefix -> isFor(table, binder, prefix))
                .toList();
        boolean isDefault = isTable(table, binder, "zerobus.table");
        return named.size() == 1 && !isDefault ? named.get(0) : StreamNames.prefix(StreamNames.DEFAULT);
    }

    private static boolean isFor(TableName table, Binder binder, String prefix) {
        return isTable(table, binder, prefix + ".table");
    }

    private static boolean isTable(TableName table, Binder binder, String name) {
        ConfigurationPropertyName key = ConfigurationPropertyName.adapt(name, '.');
        return binder.bind(key, Bindable.of(String.class))
                .map(table.toString()::equals)
                .orElse(false);
    }
}
