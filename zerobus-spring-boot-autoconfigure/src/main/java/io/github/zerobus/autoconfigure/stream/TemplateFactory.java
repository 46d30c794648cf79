package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.records.ObjectJson;
import io.github.zerobus.records.RecordConverter;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;

/** Creates the templates of all streams. */
final class TemplateFactory {

    private final ObjectProvider<ObjectJson> json;
    private final ObjectProvider<RecordConverter> converters;

    TemplateFactory(ObjectProvider<ObjectJson> json, ObjectProvider<RecordConverter> converters) {
        this.json = json;
        this.converters = converters;
    }

    /** @param columnTypes whether the mapper of the application writes JSON in the forms of column types */
    ZerobusTemplate create(MultiplexedStream stream, RecordMessage message, boolean columnTypes) {
        ObjectJson writer = json.getIfAvailable();
        List<RecordConverter> ordered = Stream.concat(converters.orderedStream(), message.converter(writer).stream())
                .toList();
        return new ZerobusTemplate(
                stream,
                !columnTypes && writer instanceof MapperJson mapper ? mapper.withoutColumnTypes() : writer,
                ordered);
    }
}
