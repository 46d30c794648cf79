package io.github.zerobus.records;

import io.github.zerobus.records.jackson.JacksonProperties;
import io.github.zerobus.records.schema.PlainProperties;
import io.github.zerobus.records.schema.PropertySource;

/** Finds properties by Jackson 3 if it is on the class path, so that its annotations count. */
final class DefaultProperties {

    private DefaultProperties() {}

    /** A new one for each schema: a mapper keeps the classes that it knows, and with them their loaders. */
    static PropertySource create() {
        return hasJackson() ? JacksonProperties.standard() : new PlainProperties();
    }

    private static boolean hasJackson() {
        try {
            Class.forName("tools.jackson.databind.json.JsonMapper", false, DefaultProperties.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
