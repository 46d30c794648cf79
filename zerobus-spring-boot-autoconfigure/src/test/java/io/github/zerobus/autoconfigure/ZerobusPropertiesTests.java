package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.BatchingOptions;
import io.github.zerobus.FailureOptions;
import io.github.zerobus.RecoveryOptions;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.autoconfigure.ConfigurationMetadata.DocumentedKey;
import io.github.zerobus.autoconfigure.ConfigurationMetadata.ValueHint;
import java.beans.PropertyDescriptor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Compares the properties with the options of the engine, the metadata, and docs/configuration.md. */
class ZerobusPropertiesTests {

    private static final String STREAM = "zerobus.stream.";

    /** Names of types in the document. */
    private static final Map<String, String> TYPES = Map.of(
            "java.lang.Boolean", "boolean",
            "java.lang.Integer", "int",
            "java.lang.String", "text",
            "java.lang.Class<?>", "class",
            "java.util.List<java.lang.String>", "list",
            "java.time.Duration", "Duration",
            "java.net.URI", "URI",
            "org.springframework.core.io.Resource", "resource",
            "org.springframework.util.unit.DataSize", "DataSize");

    /** Keys of the failure options, which are not in a group of that name. */
    private static final Map<String, String> FAILURE_KEYS = Map.of(
            "on-poison", "on-poison",
            "reopen-backoff", "reopen.backoff",
            "reopen-max-backoff", "reopen.max-backoff",
            "bad-records", "bad-records.action",
            "max-bad-records-per-minute", "bad-records.max-per-minute");

    @Test
    void everyKeyIsDocumented() throws Exception {
        Map<String, DocumentedKey> rows = ConfigurationMetadata.rows();
        List<DocumentedKey> keys = ConfigurationMetadata.keys();

        assertThat(rows.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().map(DocumentedKey::name).toList());
        assertThat(keys).allSatisfy(key -> {
            DocumentedKey row = Objects.requireNonNull(rows.get(key.name()));
            assertThat(row.type()).isEqualTo(documented(key.type()));
            assertThat(row.defaultValue()).isEqualTo(key.defaultValue().replace('_', '-'));
            assertThat(row.text()).isEqualTo(key.text()).isNotBlank();
        });
    }

    private static String documented(String type) throws ClassNotFoundException {
        if (type.startsWith("java.util.Map<")) {
            return "map of names to `table` and all keys of `zerobus.stream`";
        }
        String known = TYPES.get(type);
        return known != null
                ? known
                : constants(type).map(constant -> "`" + constant + "`").collect(Collectors.joining(", "));
    }

    private static java.util.stream.Stream<String> constants(String type) throws ClassNotFoundException {
        return Arrays.stream(Class.forName(type).getEnumConstants())
                .map(constant ->
                        ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** A property without a default in the metadata is null or empty. */
    @Test
    void defaultsInMetadataAreThoseOfProperties() throws Exception {
        Map<String, Object> values = values("zerobus", new ZerobusProperties());
        List<DocumentedKey> keys = ConfigurationMetadata.keys().stream()
                .filter(key -> values.containsKey(key.name()))
                .toList();

        assertThat(keys).hasSameSizeAs(values.keySet()).allSatisfy(key -> {
            Object value = Objects.requireNonNull(values.get(key.name()));
            if (key.defaultValue().isEmpty()) {
                assertThat(value).isIn("", List.of(), Map.of());
            } else {
                assertThat(converted(key, value.getClass())).isEqualTo(value);
            }
        });
    }

    /** Returns values by their keys, and empty text for null. */
    private static Map<String, Object> values(String prefix, Object group) {
        Map<String, Object> values = new TreeMap<>();
        BeanWrapperImpl bean = new BeanWrapperImpl(group);
        for (PropertyDescriptor property : bean.getPropertyDescriptors()) {
            String name = prefix + "." + dashed(property.getName());
            Object value = bean.getPropertyValue(property.getName());
            if (value != null && isGroup(value.getClass())) {
                values.putAll(values(name, value));
            } else if (!property.getName().equals("class")) {
                values.put(name, value == null ? "" : value);
            }
        }
        return values;
    }

    private static boolean isGroup(Class<?> type) {
        return type.getName().matches("io\\.github\\.zerobus\\.autoconfigure\\.Zerobus\\w*Properties.*");
    }

    private static Object converted(DocumentedKey key, Class<?> type) {
        return new Binder(new MapConfigurationPropertySource(Map.of(key.name(), key.defaultValue())))
                .bind(key.name(), type)
                .get();
    }

    @Test
    void everyOptionOfEngineHasKeyAndDefault() throws Exception {
        Map<String, Object> options = options("", StreamOptions.defaults());
        Map<String, DocumentedKey> keys = ConfigurationMetadata.keys().stream()
                .filter(key -> key.name().startsWith(STREAM))
                .collect(Collectors.toMap(key -> key.name().substring(STREAM.length()), key -> key));

        assertThat(keys.keySet()).containsAll(options.keySet());
        assertThat(keys.keySet().stream().filter(key -> !options.containsKey(key)))
                .containsExactlyInAnyOrder(
                        "json.column-types", "record-class", "record-naming", "schema-check", "shutdown-timeout");
        options.forEach((name, value) -> {
            DocumentedKey key = Objects.requireNonNull(keys.get(name));
            if (name.equals("max-inflight-size")) {
                assertThat(key.text()).contains("32MB for each sub-stream");
                assertThat(value).isEqualTo(DataSize.ofMegabytes(32).toBytes() * 4);
            } else if (key.type().endsWith("DataSize")) {
                assertThat(DataSize.parse(key.defaultValue()).toBytes()).isEqualTo(value);
            } else if (key.defaultValue().isEmpty()) {
                assertThat(value).as(name).isEqualTo("");
            } else {
                assertThat(converted(key, value.getClass())).as(name).isEqualTo(value);
            }
        });
    }

    /** By the last part of their keys; empty text for null. */
    private static Map<String, Object> options(String prefix, Object group) throws ReflectiveOperationException {
        Map<String, Object> options = new TreeMap<>();
        for (Method accessor : group.getClass().getDeclaredMethods()) {
            if (!Modifier.isPublic(accessor.getModifiers())
                    || Modifier.isStatic(accessor.getModifiers())
                    || accessor.getParameterCount() > 0
                    || Set.of("toBuilder", "hashCode", "toString").contains(accessor.getName())) {
                continue;
            }
            String name = prefix + dashed(accessor.getName());
            Object value = accessor.invoke(group);
            if (value instanceof FailureOptions) {
                options("", value).forEach((option, failure) -> options.put(FAILURE_KEYS.get(option), failure));
            } else if (value instanceof BatchingOptions || value instanceof RecoveryOptions) {
                options.putAll(options(name + ".", value));
            } else {
                options.put(name, value == null ? "" : value);
            }
        }
        return options;
    }

    @Test
    void metadataHasHintsForAllEnums() throws Exception {
        Map<String, ValueHint> hints = ConfigurationMetadata.hints();

        assertThat(Objects.requireNonNull(hints.get(STREAM + "record-class")).providers())
                .containsExactly("class-reference");
        for (DocumentedKey key : ConfigurationMetadata.keys()) {
            if (key.type().startsWith("io.github.zerobus.")) {
                ValueHint hint = Objects.requireNonNull(hints.remove(key.name()), key.name());
                assertThat(hint.values().keySet())
                        .containsExactlyInAnyOrderElementsOf(
                                constants(key.type()).toList());
                assertThat(hint.values().values())
                        .allSatisfy(text -> assertThat(text).isNotBlank());
            }
        }
        assertThat(hints).containsOnlyKeys(STREAM + "record-class");
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
