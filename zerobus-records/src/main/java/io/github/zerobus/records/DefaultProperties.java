package io.github.zerobus.records;

import io.github.zerobus.records.jackson.JacksonProperties;
import io.github.zerobus.records.schema.PlainProperties;
import io.github.zerobus.records.schema.PropertySource;

/** Finds properties by Jackson 3 if it is on the class path, so that its annotations count. */
final class DefaultProperties {

    static final PropertySource SOURCE = hasJackson() ? JacksonProperties.standard() : new PlainProperties();

    private DefaultProperties() {}

    private static boolean hasJackson() {
        try {
            Class.forName("tools.jackson.databind.json.JsonMapper", false, DefaultProperties.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
