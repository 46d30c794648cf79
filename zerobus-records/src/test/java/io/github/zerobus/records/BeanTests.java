package io.github.zerobus.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.zerobus.records.annotation.NotColumn;
import org.junit.jupiter.api.Test;

class BeanTests {

    static class Base {

        static final int LIMIT = 1;

        private final long id = LIMIT;

        public long getId() {
            return id;
        }
    }

    static class Reading extends Base {

        private final double celsius = 2.5;
        private final boolean valid = true;
        private final boolean isLast = true;
        private final String fluent = "f";
        private final transient String cached = "c";

        @NotColumn
        private final String hidden = "h";

        public double getCelsius() {
            return celsius;
        }

        public boolean isValid() {
            return valid;
        }

        public boolean isLast() {
            return isLast;
        }

        public String fluent() {
            return fluent;
        }

        public String getCached() {
            return cached;
        }

        String getHidden() {
            return hidden;
        }

        public String getComputed() {
            return "c";
        }
    }

    @Test
    void propertiesAreThoseOfJsonInTheOrderOfDeclaration() {
        RecordSchema schema = RecordSchema.of(Reading.class, FieldNaming.SNAKE_CASE);
        Encoded reading = Encoded.of(schema, new Reading());

        assertThat(schema.descriptor().getFields())
                .extracting(FieldDescriptor::getName)
                .containsExactly("id", "celsius", "valid", "last", "fluent", "computed");
        assertThat(schema.descriptor().getFields())
                .extracting(FieldDescriptor::getNumber)
                .containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(reading.message().getAllFields().values()).containsExactly(1L, 2.5, true, true, "f", "c");
    }

    static class Later extends Reading {

        @Override
        public double getCelsius() {
            return 30;
        }
    }

    @Test
    void objectOfASubclassIsEncodedAsTheDeclaredClass() {
        RecordSchema schema = RecordSchema.of(Reading.class, FieldNaming.AS_IS);

        assertThat(Encoded.of(schema, new Later()).get("celsius")).isEqualTo(30.0);
    }
}
