package io.github.zerobus.template;

import io.github.zerobus.Payload;
import io.github.zerobus.records.PayloadConverter;
import io.github.zerobus.records.UnsupportedRecordException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Converts the records of a template. Remedies in its exceptions name properties of the stream, and beans. */
final class TemplateConverter {

    private final PayloadConverter converter;
    private final String stream;
    private final String prefix;

    TemplateConverter(PayloadConverter converter, String stream) {
        this.converter = converter;
        this.stream = stream;
        this.prefix = stream.equals("default") ? "zerobus.stream" : "zerobus.streams." + stream;
    }

    Payload convert(@Nullable Object record) {
        return withSpringRemedy(() -> converter.convert(record));
    }

    List<Payload> convertAll(@Nullable Collection<?> records) {
        return withSpringRemedy(() -> converter.convertAll(records));
    }

    private <T> T withSpringRemedy(Supplier<T> conversion) {
        try {
            return conversion.get();
        } catch (UnsupportedRecordException e) {
            throw switch (e.reason()) {
                case WRONG_RECORD_TYPE -> e.withRemedy("set " + prefix + ".record-type to proto");
                case NO_CONVERTER ->
                    e.withRemedy("set " + prefix
                            + ".record-class to the class of the records, or define a RecordConverter bean");
                case NO_JSON_MAPPER -> e.withRemedy("add spring-boot-starter-jackson, or send text");
                case INVALID_VALUE -> e.inStream(stream);
                default -> e;
            };
        }
    }
}
