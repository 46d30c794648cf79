package io.github.zerobus.autoconfigure;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The names under {@code zerobus.streams}. To Boot, {@code orders-eu}, {@code ordersEu} and {@code ORDERSEU} are one name,
 * so they are one stream here too. A variable of the environment has neither dashes nor capitals, so another source's spelling
 * comes first.
 */
final class StreamNames {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(NamedStreams.PREFIX);
    private static final int POSITION = PREFIX.getNumberOfElements();
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    /** Spellings by what Boot compares. */
    private final Map<String, String> written = new TreeMap<>();

    private final Map<String, String> variables = new TreeMap<>();

    private StreamNames() {}

    static Set<String> of(Environment environment) {
        StreamNames names = new StreamNames();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                boolean variable = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
                iterable.stream()
                        .filter(PREFIX::isAncestorOf)
                        .forEach(key -> names.add(key, variable ? names.variables : names.written));
            }
        }
        names.variables.putAll(names.written);
        return new TreeSet<>(names.variables.values());
    }

    private void add(ConfigurationPropertyName key, Map<String, String> spellings) {
        String name = key.getElement(POSITION, Form.ORIGINAL);
        String folded = key.getElement(POSITION, Form.UNIFORM);
        check(name, folded);
        String other = spellings.putIfAbsent(folded, name);
        if (other != null && !other.equals(name)) {
            throw new ZerobusConfigurationException(
                    "zerobus.streams has a stream that is written '" + other + "' and '" + name
                            + "', which is one name: dashes and capitals do not count",
                    "Write it the same way everywhere, or give one of two streams another name.");
        }
    }

    private static void check(String name, String folded) {
        if (!NAME.matcher(name).matches() || folded.equals(StreamDefinition.DEFAULT)) {
            throw new ZerobusConfigurationException(
                    "zerobus.streams has a stream of the name '" + name + "', which cannot be one",
                    "Choose a name of letters, digits and dashes that begins with a letter; 'default' is the stream of"
                            + " zerobus.table.");
        }
    }
}
