package contract

import (
	"go/ast"
	"go/token"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// transient are the keys of the transient map that a function looks at, with
// the shape of the JSON that it reads from there as far as that can be seen
// in the function itself.
func (s *Source) transient(f *ast.FuncDecl) (list []Parameter) {
	if f.Body == nil {
		return nil
	}
	maps := map[string]bool{}  // variables with the transient map
	values := map[string]int{} // variables with a value of it, by place in list
	local := map[string]ast.Expr{}
	add := func(e ast.Expr) int {
		index, ok := e.(*ast.IndexExpr)
		if !ok {
			return -1
		}
		id, ok := index.X.(*ast.Ident)
		if !ok || !maps[id.Name] {
			return -1
		}
		key, ok := s.text(index.Index)
		if !ok || len(key) > maxName {
			return -1
		}
		at := slices.IndexFunc(list, func(p Parameter) bool { return p.Name == key })
		if at < 0 {
			at, list = len(list), append(list, Parameter{key, &Schema{}})
		}
		return at
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if id, ok := n.Lhs[0].(*ast.Ident); ok && len(n.Rhs) == 1 {
				if call, ok := n.Rhs[0].(*ast.CallExpr); ok && called(call) == "GetTransient" {
					maps[id.Name] = true
				}
				if at := add(n.Rhs[0]); at >= 0 {
					values[id.Name] = at
				}
				if kind := typeOfValue(n.Rhs[0]); kind != nil {
					local[id.Name] = kind
				}
			}
		case *ast.ValueSpec:
			for _, name := range n.Names {
				if n.Type != nil {
					local[name.Name] = n.Type
				}
			}
		case *ast.TypeSpec:
			local["type "+n.Name.Name] = n.Type
		case *ast.IndexExpr:
			add(n)
		case *ast.CallExpr:
			if called(n) != "Unmarshal" || len(n.Args) != 2 {
				return true
			}
			id, isIdent := n.Args[0].(*ast.Ident)
			at, isValue := 0, false
			if isIdent {
				at, isValue = values[id.Name], isIdent && hasKey(values, id.Name)
			} else if at = add(n.Args[0]); at >= 0 {
				isValue = true
			}
			if into := variable(n.Args[1]); isValue && local[into] != nil {
				list[at].Schema = s.shape(local[into], local, 0)
			}
		}
		return true
	})
	return list
}

func hasKey(m map[string]int, key string) bool {
	_, ok := m[key]
	return ok
}

// variable is x of x and of &x.
func variable(e ast.Expr) string {
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return ""
	}
	return id.Name
}

// typeOfValue is T of T{}, &T{} and new(T).
func typeOfValue(e ast.Expr) ast.Expr {
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	switch e := e.(type) {
	case *ast.CompositeLit:
		return e.Type
	case *ast.CallExpr:
		if called(e) == "new" && len(e.Args) == 1 {
			return e.Args[0]
		}
	}
	return nil
}

// text is a string that is written, or a constant's.
func (s *Source) text(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.Ident:
		text, ok := s.constants[e.Name]
		return text, ok
	case *ast.SelectorExpr:
		text, ok := s.constants[e.Sel.Name]
		return text, ok
	}
	return stringOf(e)
}

// shape is the JSON that encoding/json makes of a type.
func (s *Source) shape(e ast.Expr, local map[string]ast.Expr, depth int) *Schema {
	if depth > deep {
		return &Schema{}
	}
	switch t := e.(type) {
	case *ast.StarExpr:
		return s.shape(t.X, local, depth+1)
	case *ast.ArrayType:
		if id, ok := t.Elt.(*ast.Ident); ok && id.Name == "byte" {
			return &Schema{Type: "string"}
		}
		return &Schema{Type: "array", Items: s.shape(t.Elt, local, depth+1)}
	case *ast.MapType:
		return &Schema{Type: "object", Values: s.shape(t.Value, local, depth+1)}
	case *ast.StructType:
		return s.shapeOfStruct(t, local, depth)
	case *ast.SelectorExpr:
		if t.Sel.Name == "Time" {
			return &Schema{Type: "string", Format: "date-time"}
		}
		return &Schema{}
	case *ast.Ident:
		if kind := basic(t.Name); kind != nil {
			return kind
		}
		if named := local["type "+t.Name]; named != nil {
			return s.shape(named, local, depth+1)
		}
		if named := s.types[t.Name]; named != nil {
			return s.shape(named, local, depth+1)
		}
	}
	return &Schema{}
}

func basic(name string) *Schema {
	switch {
	case name == "string":
		return &Schema{Type: "string"}
	case name == "bool":
		return &Schema{Type: "boolean"}
	case strings.HasPrefix(name, "float"):
		return &Schema{Type: "number"}
	case name == "int" || name == "uint" || name == "byte" || strings.HasPrefix(name, "int") && isDigits(name[3:]),
		strings.HasPrefix(name, "uint") && isDigits(name[4:]):
		return &Schema{Type: "integer", Format: name}
	}
	return nil
}

func isDigits(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

func (s *Source) shapeOfStruct(t *ast.StructType, local map[string]ast.Expr, depth int) *Schema {
	object := &Schema{Type: "object"}
	for _, field := range t.Fields.List {
		kind := s.shape(field.Type, local, depth+1)
		if len(field.Names) == 0 {
			object.Properties = append(object.Properties, kind.Properties...)
			continue
		}
		name, options := "", ""
		if field.Tag != nil {
			if tag, err := strconv.Unquote(field.Tag.Value); err == nil {
				name, options, _ = strings.Cut(reflect.StructTag(tag).Get("json"), ",")
			}
		}
		if !field.Names[0].IsExported() || name == "-" && options == "" {
			continue
		}
		for _, id := range field.Names {
			p := Property{Name: name, Required: !strings.Contains(options, "omitempty"), Schema: kind}
			if name == "" {
				p.Name = id.Name
			}
			object.Properties = append(object.Properties, p)
		}
	}
	return object
}
