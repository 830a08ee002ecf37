//! Parquet, a file for each table and project: `<table>/project=<id>/data.parquet`. Engines read the project from the
//! path and open only the files that a query needs, so that books of many machines are one table.

use std::collections::BTreeMap;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use super::{Files, Format};
use crate::export::tables::{Cell, Column, Kind, Opened, Projects, Row, TABLES, Table, of_each};

pub(super) const FORMAT: Format = Format {
    name: "parquet",
    summary: "Parquet files, partitioned by project, for DuckDB and its like",
    write,
};

fn write(projects: &dyn Projects) -> Files {
    let schemas: Result<Vec<TypePtr>, _> = TABLES.iter().map(|table| schema(table)).collect();
    let schemas = schemas.map_err(|error| describe(&error))?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("readybook {}", crate::VERSION))
        .build();
    let properties = Arc::new(properties);
    let made = of_each(projects, |series| {
        let (project, mut files) = (Opened::of(series), BTreeMap::new());
        for (table, schema) in TABLES.iter().zip(&schemas) {
            let rows: Vec<Row<'_>> = table.of_project(&project).collect();
            if !rows.is_empty() {
                files.insert(table.name, file(table, schema, &properties, &rows)?);
            }
        }
        Ok((series.project.id.clone(), files))
    });
    let made: Result<Vec<_>, ParquetError> = made.into_iter().collect();
    let mut made = made.map_err(|error| describe(&error))?;
    for (table, schema) in TABLES.iter().zip(&schemas) {
        // Engines refuse a pattern that no file fits: a table without a row is a file with its columns.
        let is_empty = !made.iter().any(|(_, files)| files.contains_key(table.name));
        if let Some((_, files)) = made.first_mut().filter(|_| is_empty) {
            let bytes = file(table, schema, &properties, &[]).map_err(|error| describe(&error))?;
            files.insert(table.name, bytes);
        }
    }
    let of_project = |(id, files): (String, BTreeMap<&'static str, Vec<u8>>)| {
        files
            .into_iter()
            .map(move |(table, bytes)| (format!("{table}/project={id}/data.parquet"), vec![bytes]))
    };
    Ok(made.into_iter().flat_map(of_project).collect())
}

fn describe(error: &ParquetError) -> String {
    format!("the Parquet file cannot be made: {error}")
}

/// The columns of a file: all but the project, which is in the path.
fn columns(table: &Table) -> impl Iterator<Item = (usize, &Column)> {
    table.columns.iter().enumerate().skip(1)
}

fn schema(table: &Table) -> Result<TypePtr, ParquetError> {
    let mut fields = Vec::new();
    for (_, column) in columns(table) {
        let (physical, logical) = match column.kind {
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Number => (Physical::DOUBLE, None),
            Kind::Whole => (Physical::INT64, None),
            Kind::Flag => (Physical::BOOLEAN, None),
        };
        let field = Type::primitive_type_builder(column.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical);
        fields.push(Arc::new(field.build()?));
    }
    Ok(Arc::new(Type::group_type_builder(table.name).with_fields(fields).build()?))
}

fn file(
    table: &Table,
    schema: &TypePtr,
    properties: &WriterPropertiesPtr,
    rows: &[Row<'_>],
) -> Result<Vec<u8>, ParquetError> {
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, Arc::clone(schema), Arc::clone(properties))?;
    if rows.is_empty() {
        writer.close()?;
        return Ok(out);
    }
    let mut group = writer.next_row_group()?;
    for (at, column) in columns(table) {
        let Some(writer) = group.next_column()? else { break };
        let cells = rows.iter().map(|row| &row[at]);
        match column.kind {
            Kind::Text => put::<ByteArrayType>(writer, cells, |cell| match cell {
                Cell::Text(text) => Some(ByteArray::from(&**text)),
                _ => None,
            }),
            Kind::Number => put::<DoubleType>(writer, cells, |cell| match cell {
                Cell::Number(number) => Some(*number),
                _ => None,
            }),
            Kind::Whole => put::<Int64Type>(writer, cells, |cell| match cell {
                Cell::Whole(number) => Some(*number),
                _ => None,
            }),
            Kind::Flag => put::<BoolType>(writer, cells, |cell| match cell {
                Cell::Flag(flag) => Some(*flag),
                _ => None,
            }),
        }?;
    }
    group.close()?;
    writer.close()?;
    Ok(out)
}

fn put<'a, T: DataType>(
    mut writer: SerializedColumnWriter<'_>,
    cells: impl Iterator<Item = &'a Cell<'a>>,
    value: impl Fn(&Cell<'_>) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let cells: Vec<Option<T::T>> = cells.map(value).collect();
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values: Vec<T::T> = cells.into_iter().flatten().collect();
    writer.typed::<T>().write_batch(&values, Some(&levels), None)?;
    writer.close()
}
