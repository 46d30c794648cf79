package io.github.zerobus.benchmarks.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings of one process as {@code key=value}, on its command line and in its answer. Immutable. */
public record Arguments(Map<String, String> values) {

    /** Key of the file with the root certificate that clients must trust; absent without TLS. */
    public static final String ROOT = "root";

    public Arguments {
        values = Map.copyOf(values);
    }

    public static Arguments none() {
        return new Arguments(Map.of());
    }

    public static Arguments parse(String... words) {
        Map<String, String> values = new LinkedHashMap<>();
        Arrays.stream(words).filter(word -> !word.isBlank()).forEach(word -> {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("expected key=value, but found '" + word + "'");
            }
            values.put(word.substring(0, equals), word.substring(equals + 1));
        });
        return new Arguments(values);
    }

    public Arguments with(String key, Object value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(key, value.toString());
        return new Arguments(more);
    }

    public Arguments with(Arguments others) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.putAll(others.values);
        return new Arguments(more);
    }

    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("'" + key + "' is missing among " + values);
        }
        return value;
    }

    public int integer(String key) {
        return Integer.parseInt(text(key));
    }

    public double number(String key) {
        return Double.parseDouble(text(key));
    }

    /** One word for each value, as {@link #parse} reads them. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        values.forEach((key, value) -> words.add(key + "=" + value));
        return words;
    }
}
