package io.github.zerobus.records;

import io.github.zerobus.records.encoding.RecordEncoder;
import io.github.zerobus.records.schema.ReflectedMembers;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

/**
 * Everything that a {@link RecordSchema} accesses by reflection. Frameworks register it when they build a native image.
 * Immutable.
 */
public final class RecordReflection {

    private final ReflectedMembers members;

    private RecordReflection(ReflectedMembers members) {
        this.members = members;
    }

    /**
     * Collects what the schema of a class accesses.
     *
     * @param recordClass record or bean class; unsupported types in it are skipped
     * @return classes and methods to register
     */
    public static RecordReflection of(Class<?> recordClass) {
        return new RecordReflection(ReflectedMembers.of(recordClass));
    }

    /**
     * Returns the classes whose members and annotations are read: records and beans at any depth, their superclasses,
     * enclosing classes, and the {@code package-info} of their packages.
     *
     * @return unmodifiable set of classes of the application
     */
    public Set<Class<?>> types() {
        return members.types();
    }

    /**
     * Returns the methods that read the values of a record.
     *
     * @return unmodifiable set of accessors of records and getters of beans
     */
    public Set<Method> getters() {
        return members.getters();
    }

    /**
     * Returns the classes of this module whose declared methods are looked up by name.
     *
     * @return unmodifiable list; the same for every record class
     */
    public List<Class<?>> writers() {
        return RecordEncoder.writers();
    }
}
