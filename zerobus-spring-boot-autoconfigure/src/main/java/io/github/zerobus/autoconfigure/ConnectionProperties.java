package io.github.zerobus.autoconfigure;

import io.github.zerobus.Internal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The properties that define where to connect and with which credentials. */
@Internal
public final class ConnectionProperties {

    private ConnectionProperties() {}

    /**
     * Returns whether at least one of the properties is set.
     *
     * @param environment to read
     * @return whether {@code zerobus.endpoint}, {@code zerobus.workspace-url} or any of {@code zerobus.oauth} is set
     */
    public static boolean anySet(Environment environment) {
        return !set(environment).isEmpty();
    }

    /** Returns the keys that are set. */
    static List<String> set(Environment environment) {
        Binder binder = Binder.get(environment);
        List<String> keys = new ArrayList<>();
        for (String key : List.of("zerobus.endpoint", "zerobus.workspace-url")) {
            binder.bind(key, String.class).ifBound(value -> keys.add(key));
        }
        binder.bind("zerobus.oauth", Bindable.mapOf(String.class, String.class))
                .ifBound(values -> values.keySet().forEach(name -> keys.add("zerobus.oauth." + name)));
        return keys;
    }

    /**
     * Returns whether the connection details come from the properties rather than from a bean of the application.
     *
     * @param beans to search; no bean is created
     * @return whether the properties are used
     */
    public static boolean areUsed(ListableBeanFactory beans) {
        return beans.getBeanNamesForType(PropertiesZerobusConnectionDetails.class, true, false).length > 0;
    }
}
