package io.github.zerobus.autoconfigure;

import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Keys that the properties of this module have, found by the bean properties that Boot binds. */
final class KnownKeys {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("zerobus");
    private static final ConfigurationPropertyName STREAMS = ROOT.append("streams");

    /** Full keys of all properties but those of named streams. */
    private final List<ConfigurationPropertyName> keys = new ArrayList<>();
    /** Keys of a named stream, without the prefix. */
    private final List<ConfigurationPropertyName> ofNamedStream = new ArrayList<>();

    KnownKeys() {
        // Read by conditions only.
        keys.add(ROOT.append("enabled"));
        add(ROOT, ZerobusProperties.class, keys);
        add(ConfigurationPropertyName.EMPTY, ZerobusProperties.NamedStream.class, ofNamedStream);
    }

    private static void add(ConfigurationPropertyName prefix, Class<?> type, List<ConfigurationPropertyName> keys) {
        for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type)) {
            ConfigurationPropertyName key = prefix.append(DataObjectPropertyName.toDashedForm(property.getName()));
            if (PropertyKeys.isGroup(property.getPropertyType())) {
                add(key, property.getPropertyType(), keys);
            } else if (property.getWriteMethod() != null) {
                keys.add(key);
            }
        }
    }

    /** Whether the key is one of a property, or of an element of a list. */
    boolean contains(ConfigurationPropertyName key) {
        ConfigurationPropertyName name = withoutIndex(key);
        return STREAMS.isAncestorOf(name) ? ofNamedStream.contains(relative(name)) : keys.contains(name);
    }

    /** Whether the key is the parent of keys. In YAML, a parent without children has an empty value. */
    boolean isParent(ConfigurationPropertyName key) {
        return key.equals(STREAMS)
                || STREAMS.isParentOf(key)
                || (STREAMS.isAncestorOf(key)
                        ? ofNamedStream.stream().anyMatch(relative(key)::isAncestorOf)
                        : keys.stream().anyMatch(key::isAncestorOf));
    }

    private static ConfigurationPropertyName withoutIndex(ConfigurationPropertyName key) {
        ConfigurationPropertyName name = key;
        while (name.isLastElementIndexed() && name.getNumberOfElements() > STREAMS.getNumberOfElements() + 1) {
            name = name.getParent();
        }
        return name;
    }

    private static ConfigurationPropertyName relative(ConfigurationPropertyName key) {
        return key.subName(STREAMS.getNumberOfElements() + 1);
    }

    /** Returns the key with the most similar name. A key in another group whose last name is similar is similar too. */
    String nearest(ConfigurationPropertyName key) {
        String name = key.toString();
        return candidates(key)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .orElseThrow();
    }

    private Stream<String> candidates(ConfigurationPropertyName key) {
        if (STREAMS.isAncestorOf(key)) {
            ConfigurationPropertyName stream = key.chop(STREAMS.getNumberOfElements() + 1);
            return ofNamedStream.stream().map(name -> stream.append(name).toString());
        }
        return keys.stream().map(ConfigurationPropertyName::toString);
    }

    private static int distance(String one, String other) {
        if (one.startsWith(other + ".") || other.startsWith(one + ".")) {
            return 1;
        }
        return Math.min(EditDistance.of(one, other), 1 + EditDistance.of(lastName(one), lastName(other)));
    }

    private static String lastName(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** Returns the names of environment variables that set a property, with the shortest name for each. */
    Map<String, String> variables() {
        return variables(keys.stream());
    }

    /** Returns the ends of names of environment variables that set a property of a named stream. */
    Set<String> variablesOfNamedStream() {
        return variables(ofNamedStream.stream()).keySet();
    }

    private static Map<String, String> variables(Stream<ConfigurationPropertyName> keys) {
        Map<String, String> variables = new TreeMap<>();
        keys.forEach(key -> {
            String name = key.toString().replace('.', '_').toUpperCase(Locale.ROOT);
            String shortest = name.replace("-", "");
            variables.put(shortest, shortest);
            // Boot reads this form too.
            variables.put(name.replace('-', '_'), shortest);
        });
        return variables;
    }
}
