package io.github.zerobus.records.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which properties of a class are columns, and how they are named. */
public interface PropertySource {

    /**
     * Returns the properties that are written.
     *
     * @param type record or bean class
     * @return properties in the order of their columns
     * @throws SchemaProblem if a field would be left out without a mark, or is written in an unsupported form
     */
    List<Property> properties(Class<?> type);

    /**
     * Returns the property that is written in place of the object.
     *
     * @param type any class, except scalars
     * @return null if the object is written with its properties
     * @throws SchemaProblem if objects are written in an unsupported form
     */
    @Nullable
    Property single(Class<?> type);

    /**
     * Returns the texts of the constants of an enum.
     *
     * @param type enum class
     * @return texts in the order of the constants
     * @throws SchemaProblem if constants are not written as text
     */
    List<String> constants(Class<?> type);
}
