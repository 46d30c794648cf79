package io.github.zerobus.template;

import io.github.zerobus.Payload;
import io.github.zerobus.records.PayloadConverter;
import io.github.zerobus.records.UnsupportedRecordException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Converts the records of a template. Remedies in its exceptions name configuration properties and beans. */
final class TemplateConverter {

    private final PayloadConverter converter;

    TemplateConverter(PayloadConverter converter) {
        this.converter = converter;
    }

    Payload convert(@Nullable Object record) {
        return withSpringRemedy(() -> converter.convert(record));
    }

    List<Payload> convertAll(@Nullable Collection<?> records) {
        return withSpringRemedy(() -> converter.convertAll(records));
    }

    private static <T> T withSpringRemedy(Supplier<T> conversion) {
        try {
            return conversion.get();
        } catch (UnsupportedRecordException e) {
            throw switch (e.reason()) {
                case WRONG_RECORD_TYPE -> e.withRemedy("set zerobus.stream.record-type to proto");
                case NO_CONVERTER ->
                    e.withRemedy(
                            "set zerobus.stream.record-class to the class of the records, or define a RecordConverter bean");
                case NO_JSON_MAPPER -> e.withRemedy("add spring-boot-starter-jackson, or send text");
                default -> e;
            };
        }
    }
}
